"""`compliance rules`: a rulebook listed, shown, checked, tried and documented."""
