"""Who looked behind the masks, and what left the house (审计留痕)."""
