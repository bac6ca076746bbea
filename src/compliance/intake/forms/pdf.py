"""A PDF form with a text layer, as far as it can be seen: good for proposals that a person confirms, no more."""

import pickle
import subprocess
import sys
from importlib.util import find_spec

from compliance.errors import InputError, unreadable
from compliance.intake.forms.grid import Paper
from compliance.intake.tables.bounds import check_bytes
from compliance.nodes.files import why_not_opened
from compliance.source import Source

BYTES = 32 * 1024 * 1024
SECONDS = 60
MEMORY = 2_000_000_000  # bytes

# Isolated (-I), so that nothing that lies beside the PDF is run; where the program imports from is given.
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[4:]; from compliance.intake.forms.pdf_process import serve; "
    "serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))"
)


def read_pdf(source: Source) -> Paper:
    """What stands on the pages of a PDF file, read by a process of its own within limits of time and memory.

    Raises: InputError for a file that cannot be read, a scan, or where the packages that read PDF are not installed.
    """
    if find_spec("pdfplumber") is None:
        raise unreadable(
            source.name,
            "读 PDF 须先安装附加组件:pip install 'policy-compliance[pdf]'",
            "reading PDF needs an extra: pip install 'policy-compliance[pdf]'",
        )
    data = _bytes(source)
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM, source.name, str(SECONDS), str(MEMORY), *sys.path],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unreadable(
            source.name, f"{SECONDS} 秒内未能读完,未读取", f"it was not read to its end within {SECONDS} seconds"
        ) from None
    if ended.returncode != 0:
        raise unreadable(
            source.name,
            "读取此 PDF 时进程异常结束;请重新导出",
            "the process that read this PDF broke down; export it again",
        )
    found: Paper | InputError = pickle.loads(ended.stdout)
    if isinstance(found, InputError):
        raise found
    return found


def _bytes(source: Source) -> bytes:
    try:
        check_bytes(source, BYTES)
        with source.open() as stream:
            return stream.read()
    except OSError as error:
        raise unreadable(source.name, *why_not_opened(error)) from None
