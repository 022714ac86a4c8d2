"""What rings at the desk, and how it is silenced (告警)."""
