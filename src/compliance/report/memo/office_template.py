"""An office's own Word template, filled in by a process that has limits of memory and time (D-095)."""

import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from typing import NoReturn
from weakref import finalize

from compliance.errors import InputError, Place, Problem
from compliance.report.memo.content import Memo
from compliance.report.memo.template_frames import DONE, receive, send, texts_of
from compliance.source import IrregularFileError, open_file
from compliance.text import Text

LARGEST_FILE = 50_000_000  # so many bytes may the file have
LARGEST_MEMO = 100_000_000  # so many bytes may a memo have
MEMORY = 1_000_000_000  # so many bytes of address space may filling in take; a usual memo takes a fifth
SECONDS = 20  # so long may one memo take; a usual one takes a fiftieth of a second

# Not forked, since libraries hold threads (D-038); and not by multiprocessing, which runs the main program again.
_PROGRAM = (
    "import sys; seconds, memory, *sys.path = sys.argv[1:]; "
    "from compliance.report.memo.template_process import serve; serve(float(seconds), int(memory))"
)


class OfficeTemplate:
    """A Word file of an office; one process serves all its memos, from the first use until the template is dropped."""

    def __init__(self, content: bytes, name: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """A template read from `content`; `name` is how messages call it.  Nothing is checked yet."""
        self._content = content
        self._name = name
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def check(self) -> None:
        """See that the file can be read and brings nothing from outside.  Raises: InputError."""
        with self._lock:
            self._running()

    def render(self, memo: Memo) -> bytes:
        """The memo as a Word file; the same memo gives the same bytes.  Raises: InputError."""
        with self._lock:
            return self._ask(self._running(), pickle.dumps(memo), self._seconds)

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, with the template; it is started if there is none or the last one has ended."""
        if self._process is None:
            patience = max(self._seconds, SECONDS)
            command = [sys.executable, "-I", "-c", _PROGRAM, str(patience), str(self._memory), *sys.path]
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            # In a session of its own Ctrl-C does not reach it: the program hears that, and ends it.
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, start_new_session=True)
            finalize(self, _end, self._process)
            self._ask(self._process, self._content, patience)
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
        """What the process answers; it is ended if that takes longer than so many seconds.  Raises: InputError."""
        assert process.stdin is not None
        assert process.stdout is not None
        begun = monotonic()
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            send(process.stdin, request)
            answer = receive(process.stdout, LARGEST_MEMO)
        except (OSError, EOFError):
            self._stop(process)
            self._refuse(_too_long(seconds) if monotonic() - begun >= seconds else _ended(self._memory))
        except BaseException:  # an interrupt: the answer would be taken for that to the next request
            self._stop(process)
            raise
        finally:
            timer.cancel()
        kind, content = answer[:1], answer[1:]
        if kind != DONE:
            self._stop(process)
            self._refuse(*texts_of(content))
        return content

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        _end(process)

    def _refuse(self, *messages: Text) -> NoReturn:
        raise InputError([Problem(Place(self._name), message) for message in messages]) from None


def open_template(path: Path) -> OfficeTemplate:
    """An office's own template, checked.  Raises: InputError."""
    try:
        with open_file(path) as stream:
            content = stream.read(LARGEST_FILE + 1)
    except IrregularFileError:
        text = Text("是管道或设备,不是文件;请给出 .docx 文件", "a pipe or a device, not a file; give a .docx file")
        raise InputError([Problem(Place(str(path)), text)]) from None
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text(f"模板不能读取:{reason}", f"cannot be read: {reason}")
        raise InputError([Problem(Place(str(path)), text)]) from error
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // 1_000_000
        text = Text(f"模板文件超过 {limit} MB;请删去其中的图片", f"larger than {limit} MB; take out pictures")
        raise InputError([Problem(Place(str(path)), text)])
    template = OfficeTemplate(content, str(path))
    template.check()
    return template


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, and let go of its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _too_long(seconds: float) -> Text:
    return Text(
        f"填写模板超过 {seconds:g} 秒;请减少模板中的循环",
        f"filling in the template takes longer than {seconds:g} seconds; have it loop less",
    )


def _ended(memory: int) -> Text:
    limit = memory // 1_000_000
    return Text(
        f"填写模板的进程意外终止,可能是模板所需内存超过 {limit:,} MB,或文件已损坏;请简化模板,或用 Word 另存一次",
        f"the process that fills in the template ended, perhaps since that takes more than {limit:,} MB of memory or "
        "the file is damaged; make the template simpler, or save it once more with Word",
    )
