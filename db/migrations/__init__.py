"""Migrations (库结构升级): forward only, one folder a schema; run by `db.schemas`."""
