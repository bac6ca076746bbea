"""Policy compliance: rules with citations, evaluated with reasons."""

__version__ = "0.1.0"
