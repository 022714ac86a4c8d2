"""The county's data pack (目录数据包): categories, units, list items, permissions, holidays."""
