"""Receipts (收发回执): how far every own action has come, and what holds it up."""
