"""The events page (事件): every event of the town as a list that is asked, kept, handled in bulk and exported."""
