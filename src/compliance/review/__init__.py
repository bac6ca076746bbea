"""Review one case under the rules of a day: a decision."""
