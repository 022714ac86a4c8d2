"""Projections (投影): folded body → rows of lists, maps and figures; pure, so they can be made again at any time."""
