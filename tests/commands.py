"""Commands in a process of their own, and their exit codes."""

import os
import subprocess
import sys

from tests.places import ROOT

PASS, FAIL, BAD_INPUT, UNSETTLED, BROKEN_PIPE = 0, 1, 2, 3, 141


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, from the project's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "compliance", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
