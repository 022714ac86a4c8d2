"""The deadline engine (时限引擎): limits, calendars and the clocks that run on them (rulebook §6)."""
