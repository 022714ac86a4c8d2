"""The grid map (网格地图): the township painted by us, with its events on it."""
