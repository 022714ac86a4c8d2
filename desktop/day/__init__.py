"""A whole room day without a window (一整天): the program lives what an operator lives, on real input."""
