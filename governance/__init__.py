"""The rulebook (规则手册), pure: no Qt, no SQL, no files, no clock, no randomness."""
