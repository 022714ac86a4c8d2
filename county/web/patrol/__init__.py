"""Pages of villages, grid workers and mediators, made for a phone (村社区、网格员、调解员)."""
