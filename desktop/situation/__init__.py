"""The situation page (态势): what burns, where, and what to do about it."""
