"""Handling a task (办理): what may change the time a task has, and who else joins it (rulebook §3.6, §3.7, §3.11, §6.4)."""
