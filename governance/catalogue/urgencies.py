"""How urgent an event is (紧急程度): the levels of the catalogue's categories and of every event."""

URGENCIES = {"U1": "特急", "U2": "紧急", "U3": "一般"}
