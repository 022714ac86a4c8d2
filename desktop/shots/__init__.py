"""Pictures of every page (画面): the real window on a staged desk, offscreen, at an instant that stands still."""
