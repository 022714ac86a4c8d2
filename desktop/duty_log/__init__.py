"""The duty log (值班日志): from when to when the room worked alone (断网), or practised (演练), and what that means."""
