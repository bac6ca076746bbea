"""Forms to cases."""
