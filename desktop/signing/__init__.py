"""Signing at the operator's desk (签字): who may, in whose name, with whose password."""
