"""The rulebook for its readers: a page for each rule, and the plan beside its rules."""
