"""清单: the responsibility list to read, to compare, and to ask whose business something is."""
