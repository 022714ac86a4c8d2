"""The responsibility list (属地管理事项责任清单): what an event is, and whose it is."""
