"""How well the cases beside the rules try them."""
