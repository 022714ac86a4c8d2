"""The settings page (设置): what this PC keeps for its operators' comfort; nothing of it is synced."""
