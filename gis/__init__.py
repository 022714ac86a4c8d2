"""Places (网格与地图): reading maps, coordinate systems, cleaning, which grid a point lies in, cutting grids."""
