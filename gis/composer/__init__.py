"""Composing an invented township (编制演示乡镇): natural forms, roads, the land as a whole. For the demo data only."""
