"""Notices (通报): what was found, explained, signed and put right (rulebook §4.8)."""
