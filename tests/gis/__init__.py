"""Tests of the room `gis`."""
