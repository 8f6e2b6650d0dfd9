"""`kring bench`: what a page costs, in CPU milliseconds and beside hello in the same run."""
