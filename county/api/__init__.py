"""What desks call (接口): routes under /v1, bodies, sessions, limits (sync.md §4, §15, §16)."""
