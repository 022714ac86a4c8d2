"""The room's own book (断网与演练): from when to when it worked alone, or practised, and what that means."""
