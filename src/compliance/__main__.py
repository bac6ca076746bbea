"""The entry point: `compliance`, and `python -m compliance`."""

import gc
import sys


def main() -> None:
    """Run and leave with the exit code."""
    # Nearly all that a start makes stays to the end: looking for garbage that often would only cost time.
    gc.set_threshold(50_000)
    try:
        from compliance.cli.main import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
