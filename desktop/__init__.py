"""The township room's program (乡镇指挥室): the window and the command line."""
