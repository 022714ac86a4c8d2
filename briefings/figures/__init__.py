"""Figures (数字): every number with the cases behind it."""
