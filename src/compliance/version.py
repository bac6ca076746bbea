"""The version of the program, at the bottom: whatever keeps results between runs keys them by it."""

__version__ = "0.1.0"
