"""The process that reads a PDF file: with little memory and for a short time, whatever the file asks for.

`pdf.py` starts it with the bytes of the file on standard input; it answers with what stands on the pages, or the fault.
"""

import os
import pickle
import signal
import sys

from compliance.errors import InputError, shown, unreadable
from compliance.intake.forms.grid import Paper
from compliance.intake.forms.pdf_pages import read_pages
from compliance.memory import limit_memory


def answer(data: bytes, name: str) -> Paper | InputError:
    """What stands on the pages of a PDF file, or why it cannot be read."""
    try:
        return read_pages(data, name)
    except InputError as error:
        return error
    except MemoryError:
        return unreadable(
            name, "读取此 PDF 所需内存过多,未读取", "reading this PDF takes too much memory, so it is not read"
        )
    except Exception as error:  # what a library makes of a file from outside is a fault of the file
        if "password" in f"{type(error).__name__} {error!r}".lower():
            return unreadable(
                name,
                "此 PDF 有密码;请去掉密码后再试",
                "this PDF has a password; save it without one, and try again",
            )
        return unreadable(
            name,
            f"不是可读的 PDF:{shown(type(error).__name__, 60)};请重新导出,或索要 Word、Excel 原件",
            f"no PDF that can be read: {shown(type(error).__name__, 60)}; export it again, or ask for the Word or "
            "Excel file",
        )


def serve(name: str, seconds: int, memory: int) -> None:
    """Read standard input to its end, and write the answer to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library may print is no answer
    limit_memory(memory)
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
    given = answer(sys.stdin.buffer.read(), name)
    with answers:
        pickle.dump(given, answers)
