"""The county centre's pages (县社会治理中心)."""
