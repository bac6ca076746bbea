"""An error of the program is told in one line, with a code that is no verdict."""

import errno
import io
import sys
from collections.abc import Callable
from pathlib import Path

import polars
import pytest

from compliance.cli import exits
from compliance.cli.internal_error import LONGEST, debugging, described, tell
from compliance.cli.main import run

EXAMPLE = "examples/feiyu-gis.yaml"
NO_CONCLUSION = {"zh": "不是对任何项目的结论", "en": "not a conclusion about any project"}


class Panic(BaseException):
    """What a library may raise that is no Exception, as libraries in Rust do."""


class MuteError(Exception):
    """An error whose message cannot be made."""

    def __str__(self) -> str:
        raise ValueError("no words")


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes the job of a review raise an error."""

    def failing_with(error: BaseException) -> None:
        def fail(_: object) -> None:
            raise error

        monkeypatch.setattr("compliance.review.run.run", fail)

    return failing_with


@pytest.fixture(autouse=True)
def no_debugging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPLIANCE_DEBUG", raising=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "error", [KeyError("wall"), Panic("wall"), OSError("wall"), EOFError("wall")], ids=lambda e: type(e).__name__
)
def test_an_error_of_the_program_is_one_line_and_code_70(
    error: BaseException, lang: str, plant: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    plant(error)
    assert run(["review", EXAMPLE, "--lang", lang]) == exits.INTERNAL == 70
    said = capsys.readouterr()
    (line,) = said.err.strip().split("\n")
    assert [
        word for word in (type(error).__name__, "wall", EXAMPLE, NO_CONCLUSION[lang], "--debug") if word not in line
    ] == []
    assert said.out == ""


@pytest.mark.parametrize("arguments", [["--debug", "review", EXAMPLE], ["review", EXAMPLE, "--debug"]])
def test_debug_shows_the_traceback_before_the_line(
    arguments: list[str], plant: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    plant(Panic("wall"))
    assert run(arguments) == exits.INTERNAL
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("Traceback")
    assert "Panic: wall" in lines[-2]
    assert NO_CONCLUSION["zh"] in lines[-1]


def test_debug_changes_nothing_where_nothing_fails(capsys: pytest.CaptureFixture[str]) -> None:
    codes, outputs = [], []
    for options in ([], ["--debug"]):
        codes.append(run([*options, "review", EXAMPLE, *options]))
        outputs.append(capsys.readouterr())
    assert codes[0] == codes[1]
    assert outputs[0] == outputs[1]
    assert run(["rules", "schema", "--debug"]) == exits.PASS


@pytest.mark.parametrize(
    ("arguments", "environment", "asked"),
    [
        ([], {}, False),
        (["--debug"], {}, True),
        (["review", "--", "--debug"], {}, False),
        (["review"], {"COMPLIANCE_DEBUG": "1"}, True),
        (["review"], {"COMPLIANCE_DEBUG": "0"}, False),
        (["review"], {"COMPLIANCE_DEBUG": ""}, False),
    ],
)
def test_a_traceback_is_asked_for_by_the_option_or_the_environment(
    arguments: list[str], environment: dict[str, str], asked: bool
) -> None:
    assert debugging(arguments, environment) is asked


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_place_that_cannot_be_written_is_bad_input_also_without_a_name(
    code: int, plant: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    plant(OSError(code, "the place is full"))
    assert run(["review", EXAMPLE, "--lang", "en"]) == exits.BAD_INPUT
    assert capsys.readouterr().err == "cannot read or write: the place is full\n"


@pytest.mark.parametrize(
    "error",
    [
        polars.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)"),
        OSError("File too large (os error 27)"),  # as Polars raises it, without a number
    ],
    ids=str,
)
def test_a_library_that_says_so_in_its_own_words_is_understood(
    error: Exception, plant: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    plant(error)
    assert run(["review", EXAMPLE, "--lang", "en"]) == exits.BAD_INPUT
    assert capsys.readouterr().err.startswith("cannot read or write: ")


def test_an_interrupt_stays_one(plant: Callable[[BaseException], None]) -> None:
    plant(KeyboardInterrupt())
    assert run(["review", EXAMPLE]) == exits.INTERRUPTED == 130


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("one\ntwo\r\x1b[31mthree"), "internal error: ValueError: one two \ufffd[31mthree."),
        (ValueError("\ud800 \u202e"), "internal error: ValueError: \ufffd \ufffd."),
        (ValueError(), "internal error: ValueError."),
        (MuteError(), "internal error: MuteError."),
        (ValueError("x" * LONGEST), f"internal error: ValueError: {'x' * LONGEST}."),
        (ValueError("x" * (LONGEST + 1)), f"internal error: ValueError: {'x' * LONGEST}…."),
    ],
)
def test_a_message_is_cut_short_and_made_printable(error: Exception, said: str) -> None:
    text = described(error, [])
    assert text.en.startswith(said + " This is")
    assert text.zh.isprintable()


def test_the_file_that_an_error_names_counts_before_those_that_were_given(tmp_path: Path) -> None:
    given = tmp_path / "given.yaml"
    given.touch()
    arguments = ["review", str(given), f"--mapping={given}", str(tmp_path), "absent.yaml"]
    assert f"(working with {given}, {given})" in described(ValueError(), arguments).en
    assert "(working with named.yaml)" in described(OSError(errno.EIO, "broken", "named.yaml"), arguments).en
    assert f"(working with {given}, {given}, {given}, …)" in described(ValueError(), [str(given)] * 4).en


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_that_cannot_hold_chinese_is_told_in_english(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding=encoding, errors="strict"))
    tell(ValueError("面积"), ["--debug"])
    lines = written.getvalue().decode(encoding).splitlines()
    assert lines[0] == "ValueError: \\u9762\\u79ef"
    assert lines[1].startswith("internal error: ValueError: \\u9762\\u79ef.")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_traceback_cannot_disturb_a_terminal(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(ValueError("\x1b[2J\ud800"), ["--debug", "--lang", lang])
    assert capsys.readouterr().err.splitlines()[0] == "ValueError: \\x1b[2J\\ud800"


def test_an_error_stream_that_is_gone_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stderr", stream)
        tell(ValueError("wall"), [])
    assert capsys.readouterr() == ("", "")
