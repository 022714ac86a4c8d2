"""受理: taking a call. Two fields and Enter are enough for a number; everything else may follow."""
