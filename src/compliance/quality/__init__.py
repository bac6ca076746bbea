"""How well the cases beside the rules test the rules."""
