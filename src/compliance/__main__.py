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
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # while starting: afterwards `run` tells its own
        _tell(error)
        sys.exit(70)  # exits.INTERNAL, which may be what cannot be imported


def _tell(error: BaseException) -> None:
    """Say on stderr that the program failed: in a line, or as Python does if not even that can be imported."""
    try:
        from compliance.cli.internal_error import tell

        tell(error, sys.argv[1:])
    except Exception:
        sys.__excepthook__(type(error), error, error.__traceback__)


if __name__ == "__main__":
    main()
