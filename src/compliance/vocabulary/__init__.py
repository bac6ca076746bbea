"""The fields that cases have and rules may name."""
