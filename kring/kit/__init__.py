"""Pure Python at the bottom of the house: nothing here imports Django or another storey."""
