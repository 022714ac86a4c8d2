"""What leaves the store as documents (简报): figures, workbooks, slips; no Qt, no network."""
