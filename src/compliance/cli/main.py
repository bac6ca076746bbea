"""The commands, built in one language; every error becomes a message and an exit code."""

import errno
import os
import signal
import sys
from collections.abc import Sequence
from threading import current_thread, main_thread

import click

from compliance.cli import exits
from compliance.cli.commands import Commands
from compliance.cli.internal_error import tell
from compliance.cli.language import chosen, speak
from compliance.cli.options import Voice, debug_option, lang_option
from compliance.cli.streams import fit_for_messages, mend_streams, undecodable, unwritable
from compliance.errors import InputError, UnknownIdError
from compliance.text import Text, printable
from compliance.version import __version__

# What whoever runs the program can mend, also where no file is named: a full disk, a place that may not be written.
_OF_THE_PLACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)


def build(voice: Voice) -> click.Group:
    """All commands, speaking that language."""
    group = Commands(voice)
    click.version_option(__version__, prog_name="compliance")(group)
    lang_option(voice)(group)
    debug_option(voice)(group)
    return group


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command line with those arguments."""
    voice = Voice(chosen(arguments))
    speak(voice.lang)
    _heed_termination()
    mend_streams()
    if (reason := undecodable(arguments)) is not None:
        return _refuse(reason, voice)
    try:
        result = build(voice).main(list(arguments), prog_name="compliance", standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        voice.report(error)
        return exits.BAD_INPUT
    except UnknownIdError as error:
        click.echo(error.text.to(voice.lang), err=True)
        return exits.BAD_INPUT
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return exits.BAD_INPUT
    except click.ClickException as error:
        error.show()
        return exits.BAD_INPUT
    except click.Abort as error:
        if isinstance(error.__cause__, EOFError):  # which click takes for the end of what a person types
            tell(error.__cause__, arguments)
            return exits.INTERNAL
        click.echo(voice.say("已中止", "aborted"), err=True)
        return exits.INTERRUPTED
    except SystemExit:
        # Click leaves so, with a code that would be a verdict, where the reader closed the pipe.
        return exits.BROKEN_PIPE
    except BrokenPipeError:
        # What is left goes nowhere, so that Python can end without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.BROKEN_PIPE
    except OSError as error:
        fault = _fault_of_place(error)
        if error.filename is None and fault is None:
            tell(error, arguments)
            return exits.INTERNAL
        _tell_of_place(error.filename, fault or error.strerror, voice)
        return exits.BAD_INPUT
    except UnicodeEncodeError as error:
        if (reason := unwritable(error)) is not None:
            return _refuse(reason, voice)
        tell(error, arguments)
        return exits.INTERNAL
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # a library in Rust panics with an error that is no Exception
        if (fault := _fault_of_place(error)) is not None:
            _tell_of_place(None, fault, voice)
            return exits.BAD_INPUT
        tell(error, arguments)
        return exits.INTERNAL
    return result if isinstance(result, int) else exits.PASS


def _fault_of_place(error: BaseException) -> str | None:
    """What keeps a file from being written, in the system's words, which libraries repeat in errors of their own."""
    if isinstance(error, OSError) and error.errno in _OF_THE_PLACE:
        return error.strerror
    return next((words for words in map(os.strerror, _OF_THE_PLACE) if words in str(error)), None)


def _tell_of_place(file: str | bytes | None, reason: str | None, voice: Voice) -> None:
    """Say that the place, not the program, keeps a file from being read or written."""
    said = f": {reason}" if file is None else f" {printable(os.fsdecode(file))}: {reason}"
    click.echo(voice.say(f"无法读写{said};请检查路径、权限和磁盘空间", f"cannot read or write{said}"), err=True)
    _end_output()


def _heed_termination() -> None:
    """Let SIGTERM stop a command as Ctrl-C does, so that nothing half stays behind."""
    if current_thread() is main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _refuse(reason: Text, voice: Voice) -> int:
    """Say why nothing can be done, in English where Chinese cannot be shown; the exit code."""
    click.echo(reason.to(voice.lang) if fit_for_messages(reason) else reason.en, err=True)
    return exits.BAD_INPUT


def _end_output() -> None:
    """Drop what standard output cannot take, which Python would otherwise try to write again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
