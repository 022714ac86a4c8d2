"""Tables (表): own.db, town.db and the county's, in neutral SQL (sync.md §17)."""
