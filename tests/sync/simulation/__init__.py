"""Whole worlds in one thread (仿真): real cores, real fold, real bytes; stores, net, time and chance are played.

Source: sync-tests.md §2. One number, the seed, decides everything; the same seed gives the same world again.
"""
