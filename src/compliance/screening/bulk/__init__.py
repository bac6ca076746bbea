"""Screen whole tables into columns of outcomes, without reasons."""
