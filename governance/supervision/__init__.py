"""Supervision (督办): rulebook §3.9."""
