"""The store as its users know it: real files, a real county ledger, crashes by signal."""
