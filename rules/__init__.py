"""The policies as data.  Every folder with a pack.yaml is one policy document."""
