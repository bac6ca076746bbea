"""What is said of an error of the program itself, so that nobody takes it for a conclusion about a project."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

from compliance.cli.language import chosen
from compliance.text import Text, printable

LONGEST = 200  # so much of an error's own message is shown: it may quote a whole file
MOST_FILES = 3  # so many files are named


def debugging(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> bool:
    """Whether tracebacks were asked for, by `--debug` or COMPLIANCE_DEBUG=1; known before the arguments are parsed."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--debug" in options or environment.get("COMPLIANCE_DEBUG", "") not in ("", "0")


def tell(error: BaseException, arguments: Sequence[str]) -> None:
    """Say on stderr, in one line, what happened and that it is no conclusion; before it the traceback, if asked for.

    A stream that cannot hold Chinese is told in English; one that cannot be written to is told nothing.
    """
    text = described(error, arguments)
    said = text.to(chosen(arguments))
    stream = sys.stderr
    if stream is None:  # a process that was started without one
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.zh.encode(encoding)
    except UnicodeEncodeError:
        said = text.en
    if debugging(arguments):
        said = _traceback(error) + said
    try:
        stream.write(said.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()
    except (OSError, ValueError):
        return


def described(error: BaseException, arguments: Sequence[str]) -> Text:
    """The line: what happened, while reading which files, that it is no conclusion, and how to report it."""
    what = _named(error)
    files = _files(error, arguments)
    return Text(
        f"程序内部错误:{what}"
        + (f"(涉及文件:{'、'.join(files)})" if files else "")
        + "。这是程序的错误,不是对任何项目的结论;请加 --debug 重新运行,把全部输出交给负责维护本程序的人员",
        f"internal error: {what}"
        + (f" (working with {', '.join(files)})" if files else "")
        + ". This is an error of the program, not a conclusion about any project;"
        + " run it again with --debug, and send all that it prints to whoever maintains this installation",
    )


def _named(error: BaseException) -> str:
    """The type and the message of an error, on one short line."""
    try:
        message = str(error)
    except Exception:  # a message that cannot be made must not hide that there is an error
        message = ""
    cut = printable(message[:LONGEST]) + ("…" if len(message) > LONGEST else "")
    return f"{type(error).__name__}: {cut}" if cut else type(error).__name__


def _files(error: BaseException, arguments: Sequence[str]) -> list[str]:
    """The file that the error names, else the first of those that were given as arguments."""
    if isinstance(error, OSError) and isinstance(error.filename, str | bytes):
        return [printable(os.fsdecode(error.filename))]
    given = [printable(name) for name in _given_files(arguments)]
    return given if len(given) <= MOST_FILES else [*given[:MOST_FILES], "…"]


def _given_files(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments, and the values of options written `--option=value`, that are files."""
    for argument in arguments:
        name = argument.partition("=")[2] if argument.startswith("--") else argument
        if os.path.isfile(name):
            yield name


def _traceback(error: BaseException) -> str:
    """Python's traceback, with its lines and without other control characters."""
    import traceback

    text = "".join(traceback.format_exception(error))
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)
