"""Rulings (裁定) on what is in doubt: a step that a unit disputes, two values of one field, a claim nobody can meet."""
