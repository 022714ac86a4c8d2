"""Frozen briefings (简报): what was issued, and which issue holds."""
