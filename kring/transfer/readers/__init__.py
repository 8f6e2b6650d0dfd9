"""Files of other platforms as typed records: nothing here knows our tables."""
