"""Shifts of the room (值班): rulebook §1.2, §9.2."""
