"""Looking up the responsibility list and its precedents (清单与判例查询)."""
