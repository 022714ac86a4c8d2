"""Places (地理): map files, coordinate systems, clean geometry, the grid a point lies in; no Qt, no SQL."""
