"""A failure of a library in Rust is an ordinary error, without a word of its own; anything else is as it was."""

import os

import polars as pl
import pytest

from compliance.intake.tables.panics import is_panic, without_panics


def panic() -> None:
    """A failure of the library itself, which has no test that fails: its own type of it, raised as it does."""
    os.write(2, b"thread panicked\n")
    raise pl.exceptions.PanicException("called `Option::unwrap()` on a `None` value")


def tell_and_fail() -> None:
    """An ordinary failure, and words before it."""
    os.write(2, b"told\n")
    raise KeyError


def test_a_failure_is_an_ordinary_error_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="called `Option::unwrap"), without_panics():
        panic()
    assert capfd.readouterr().err == ""


def test_other_errors_and_words_are_as_they_were(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), without_panics():
        tell_and_fail()
    assert capfd.readouterr().err == "told\n"


def test_only_failures_of_such_libraries_are_meant() -> None:
    assert not is_panic(KeyboardInterrupt())
