"""Printed slips (单据)."""
