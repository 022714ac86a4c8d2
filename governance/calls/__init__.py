"""Calls (呼叫): the town calls the county (rulebook §4)."""
