"""Starting (启动): which store, what to say when it can't be opened, the first run."""
