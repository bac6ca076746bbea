"""`compliance memo`: memos to sign."""
