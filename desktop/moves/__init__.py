"""The moves (办理): a small form for every action that an operator may do with a case."""
