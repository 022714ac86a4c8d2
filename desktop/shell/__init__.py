"""The window's frame (窗口): rail, top bar, command bar, banners, toasts; it knows no page's insides."""
