"""docs/limits.md tells the limits that the readers have."""

import importlib
import re

import pytest

from tests.places import ROOT

_ROW = re.compile(
    r"^\| (?P<what>.+?) \| (?P<value>\d+)(?: \w+)? \| (?P<constant>[\w.]+) \| (?P<said>.+) \|$", re.MULTILINE
)
TEXT = (ROOT / "docs/limits.md").read_text("utf-8")
LIMITS = [(match["constant"], int(match["value"])) for match in _ROW.finditer(TEXT)]


@pytest.mark.parametrize(("constant", "value"), LIMITS)
def test_a_limit_is_that_of_the_program(constant: str, value: int) -> None:
    module, _, name = constant.rpartition(".")
    assert getattr(importlib.import_module(f"compliance.{module}"), name) == value


def test_every_row_of_the_tables_is_compared() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| read ", "|---"))]
    assert len(rows) == len(LIMITS) > 20


def test_no_limit_is_listed_twice() -> None:
    names = [constant for constant, _ in LIMITS]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("module", ["csv_file", "json_lines", "bounds", "package", "extent", "workbook", "xlsx_xml"])
def test_no_limit_of_a_reader_of_ledgers_is_left_out(module: str) -> None:
    found = vars(importlib.import_module(f"compliance.intake.tables.{module}"))
    own = (ROOT / f"src/compliance/intake/tables/{module}.py").read_text("utf-8")
    limits = [name for name, value in found.items() if name.isupper() and name[0] != "_" and isinstance(value, int)]
    named = {f"intake.tables.{module}.{name}" for name in limits if re.search(rf"^{name} = ", own, re.MULTILINE)}
    assert sorted(named - {constant for constant, _ in LIMITS} - {"intake.tables.extent.LEAST"}) == []
