"""The process that fills in an office's template: with little memory, for a short time, and never without its parent.

`office_template.py` starts it.  The first frame that it reads is the template, each further one a memo.
"""

import os
import pickle
import select
import signal
import sys
from threading import Thread

from compliance.errors import InputError, shown
from compliance.memory import limit_memory
from compliance.report.memo.template_frames import DONE, REFUSED, receive, send, texts_as_bytes
from compliance.report.memo.word import WordTemplate
from compliance.report.memo.word_package import template_faults
from compliance.text import Text

LONGEST_REQUEST = 200_000_000  # so many bytes does the program send at once at most
GRACE = 2  # so many seconds after its time the process ends itself, should its parent not be there to end it


class TemplateService:
    """Answers requests in their order: the first is a template, each further one a memo."""

    def __init__(self, memory: int) -> None:
        """A service that may take so many bytes of memory."""
        self._memory = memory
        self._template: WordTemplate | None = None

    def answer(self, request: bytes) -> tuple[bytes, bytes]:
        """`DONE` with the Word file, if a memo was given, or `REFUSED` with the reasons."""
        try:
            if self._template is not None:
                return DONE, self._template.render(pickle.loads(request))
            faults = template_faults(request)
            if faults:
                return REFUSED, texts_as_bytes(faults)
            self._template = WordTemplate(request, "")
        except InputError as error:
            return REFUSED, texts_as_bytes(problem.message for problem in error.problems)
        except MemoryError:
            return REFUSED, texts_as_bytes([_beyond_memory(self._memory)])
        except Exception as error:  # what a library makes of a file from outside is a fault of the file
            reason = shown(f"{type(error).__name__}: {error}", 200)
            text = Text(f"模板不能填写:{reason}", f"the template cannot be filled in: {reason}")
            return REFUSED, texts_as_bytes([text])
        return DONE, b""


def serve(seconds: float, memory: int) -> None:
    """Answer each frame of standard input until it ends, within so much memory.

    An answer that takes `GRACE` longer than so many seconds, which no living parent waits for, ends this process.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library may print is no answer
    _watch_parent()
    limit_memory(memory)
    service = TemplateService(memory)
    while True:
        try:
            request = receive(requests, LONGEST_REQUEST)
        except EOFError:
            return
        _set_alarm(seconds + GRACE)
        answer = service.answer(request)
        _set_alarm(0)
        send(answers, *answer)


def _beyond_memory(memory: int) -> Text:
    limit = memory // 1_000_000
    return Text(
        f"填写模板所需内存超过 {limit:,} MB;请减少模板中的重复和循环",
        f"filling in the template takes more than {limit:,} MB of memory; have it repeat and loop less",
    )


def _set_alarm(seconds: float) -> None:
    """Have the system end this process after so many seconds whatever it does; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _watch_parent() -> None:
    """End this process when nobody can write to its standard input any more."""
    if not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(0, 0)

    def wait() -> None:
        poll.poll()
        os._exit(0)

    Thread(target=wait, daemon=True).start()
