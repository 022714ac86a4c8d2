"""The exchange (同步) between desk and county: pure state machines, wire formats, HTTP."""
