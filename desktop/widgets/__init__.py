"""Parts that every page is built of (部件): they know the look and no case, no rule, no store."""
