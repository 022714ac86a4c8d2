"""Calls to the county (呼叫): who owes an answer, a new call, what waits for the town."""
