"""The entry point: `compliance`, and `python -m compliance`."""

import gc
import os
import sys


def _tune() -> None:
    """Spend memory for time, in this process alone."""
    # Nearly all that a start makes stays to the end: looking for garbage that often would only cost time.
    gc.set_threshold(50_000)
    # So would giving memory back that the next chunk needs: a setting of Polars for its allocator, read when imported.
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,muzzy_decay_ms:10000")


def main() -> None:
    """Run and leave with the exit code."""
    _tune()
    try:
        from compliance.cli.main import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
