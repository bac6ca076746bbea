"""How much memory a process may take that reads what comes from outside."""

from contextlib import suppress


def limit_memory(most: int) -> None:
    """Have the system refuse this process more bytes of memory, where it can, and write no image of it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
