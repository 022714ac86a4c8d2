"""The store (本机库): ledger, projections, named queries; it calls the rulebook and holds no rules."""
