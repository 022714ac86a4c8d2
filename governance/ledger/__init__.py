"""The ledger (台账): what an action is, its bytes, its chains, its verdict."""
