"""Events (事件): life cycle of what a town takes in (rulebook §3)."""
