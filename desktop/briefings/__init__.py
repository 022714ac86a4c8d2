"""简报: the day's figures on their real page, every figure down to its cases."""
