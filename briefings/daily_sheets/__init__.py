"""The sheets of the daily briefing (日报各表)."""
