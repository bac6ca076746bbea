"""The examples of CONTRIBUTING.md work as they stand there: each is performed on a copy of the project."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
_STEP = re.compile(
    r"^(?P<how>Write|Run|Add below|Add above|Add rows to)(?: `(?P<what>[^`]+)`)?(?: in `(?P<where>[^`]+)`)?:\n\n"
    r"```\w+\n(?P<lines>.*?)```$",
    flags=re.MULTILINE | re.DOTALL,
)


class Step(NamedTuple):
    """What the page asks for: how, the file or the place in it, the file of a place, and the lines."""

    how: str
    what: str
    where: str
    lines: str


def steps(title: str) -> list[Step]:
    """The steps of an example, in order; every block of the example is one."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    (text,) = (part for part in section if part.startswith(f"{title}\n"))
    found = [Step(*(part or "" for part in match.groups())) for match in _STEP.finditer(text)]
    assert len(found) == text.count("\n```\n"), f"a block of {title!r} is no step"
    return found


class Copy:
    """A copy of the project in which the steps of an example are carried out."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        package = self.root / "src/compliance"
        leave_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "src/compliance", package, ignore=leave_out)
        for name in ("rules", "templates"):
            shutil.copytree(ROOT / name, self.root / name, ignore=leave_out)
            (package / name).symlink_to(self.root / name)
        shutil.copytree(ROOT / "examples", self.root / "examples")
        shutil.copy(ROOT / "ruff.toml", self.root)
        self._environment = {**os.environ, "PYTHONPATH": str(package.parent), "COMPLIANCE_CACHE": "", "LANG": "C.UTF-8"}

    def perform(self, title: str, prepared: dict[str, bytes] | None = None) -> dict[str, str]:
        """What each command of an example prints; `prepared` are files that its commands read."""
        for name, content in (prepared or {}).items():
            (self.root / name).write_bytes(content)
        printed = {}
        for how, what, where, lines in steps(title):
            if how == "Run":
                printed |= {line: self.run(*line.split()[1:]) for line in lines.splitlines()}
            elif how == "Write":
                path = self.root / what
                assert not path.exists(), f"{what} exists"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(lines, encoding="utf-8")
            else:
                path = self.root / where
                path.write_text(changed(path.read_text("utf-8"), how, what, lines), encoding="utf-8")
        self._lint()
        return printed

    def run(self, *arguments: str) -> str:
        """What the command of the copy prints; it must end with a verdict, or well."""
        command = (sys.executable, "-m", "compliance", *arguments)
        done = subprocess.run(
            command, cwd=self.root, env=self._environment, capture_output=True, encoding="utf-8", check=False
        )
        verdicts = (0, 1, 3) if arguments[0] == "review" else (0,)
        assert done.returncode in verdicts, done.stdout + done.stderr
        # A crash ends with 1, as a verdict may.
        assert done.stderr == ""
        return done.stdout

    def _lint(self) -> None:
        written = [self.root / step.what for step in _all_steps() if step.how == "Write" and step.what.endswith(".py")]
        present = [str(path) for path in written if path.exists()]
        for command in (("check",), ("format", "--check")):
            if present:
                done = subprocess.run(
                    (sys.executable, "-m", "ruff", *command, "--no-cache", *present),
                    cwd=self.root,
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                )
                assert done.returncode == 0, done.stdout + done.stderr


def _all_steps() -> Iterator[Step]:
    for title in re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE):
        yield from steps(title)


def changed(text: str, how: str, what: str, lines: str) -> str:
    """The text of a file with lines added where a step says."""
    if how == "Add below":
        assert text.count(f"\n{what}\n") == 1, f"{what!r} must stand once in the file"
        return text.replace(f"\n{what}\n", f"\n{what}\n{lines}")
    (table,) = (
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and any(isinstance(t, ast.Name) and t.id == what for t in (getattr(node, "targets", None) or [node.target]))
    )
    rows = text.splitlines(keepends=True)
    if how == "Add above":
        return "".join([*rows[: table.lineno - 1], lines, "\n\n", *rows[table.lineno - 1 :]])
    value = table.value
    assert value is not None
    assert value.end_lineno is not None
    assert value.end_col_offset is not None
    before = "".join(rows[: value.end_lineno - 1])
    # Columns are counted in bytes.
    last = rows[value.end_lineno - 1].encode()
    body, bracket = last[: value.end_col_offset - 1].decode(), last[value.end_col_offset - 1 :].decode()
    filled = (before + body).rstrip()
    return f"{filled.removesuffix(',')},\n{lines}{bracket}{''.join(rows[value.end_lineno :])}"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_rule_judges_its_cases_and_an_application(copy: Copy) -> None:
    printed = copy.perform("A rule")
    tested = printed["compliance rules test --rules rules --pack example-jobs-2016"]
    assert tested.startswith("9 个案例,0 个不符")
    (copy.root / "small.yaml").write_text(
        "项目名称: 某项目\n受理日期: 2016-06-01\n总投资: 5000万元\n建设性质: 新建\n新增从业人员: 19\n", encoding="utf-8"
    )
    report = copy.run("review", "small.yaml", "--full", "--rules", "rules", "--pack", "example-jobs-2016")
    assert "建议不予通过" in report
    assert "EXJ16-jobs" in report


def test_a_wrong_figure_in_the_rule_is_noticed_by_its_cases(copy: Copy) -> None:
    copy.perform("A rule")
    path = copy.root / "rules/example-jobs-2016/jobs.yaml"
    path.write_text(path.read_text("utf-8").replace("jobs >= 20", "jobs > 20"), encoding="utf-8")
    with pytest.raises(AssertionError, match="恰好20人"):
        copy.run("rules", "test", "--rules", "rules", "--pack", "example-jobs-2016")


def test_a_field_with_its_unit_is_read(copy: Copy) -> None:
    copy.perform("A field with a unit")
    asked = (
        "from pathlib import Path; from compliance.intake.application import read_applications; "
        "from compliance.rulebook.load import load_rulebook; "
        "(case,) = read_applications('solar.yaml', load_rulebook(Path('rules')).vocabulary); "
        "datum = case.data['rooftop_solar']; print(datum.written, datum.value.base, len(case.unread))"
    )
    done = subprocess.run(
        (sys.executable, "-c", asked),
        cwd=copy.root,
        env={**os.environ, "PYTHONPATH": str(copy.root / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "1.5兆瓦 1500 0\n", done.stderr


def dbase(names: list[str], rows: list[list[str]], width: int = 20) -> bytes:
    """A dBASE file of texts."""
    heads = b"".join(
        name.encode("gb18030").ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15) for name in names
    )
    start = 32 + len(heads) + 1
    length = 1 + width * len(names)
    head = bytes([3, 115, 6, 1]) + len(rows).to_bytes(4, "little") + start.to_bytes(2, "little")
    head += length.to_bytes(2, "little") + bytes(20)
    filled = b"".join(b" " + b"".join(value.encode("gb18030").ljust(width) for value in row) for row in rows)
    return head + heads + b"\r" + filled + b"\x1a"


def test_a_table_format_is_screened(copy: Copy) -> None:
    leads = dbase(["项目名称", "总投资"], [["甲厂", "1.2亿元"], ["乙厂", "3000万元"]])
    copy.perform("A table format", {"leads.dbf": leads})
    rows = (copy.root / "results.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "甲厂" in rows[1]
    assert "乙厂" in rows[2]


def test_a_report_format_is_offered_and_written(copy: Copy) -> None:
    copy.perform("A report format")
    assert (copy.root / "brief.txt").read_text("utf-8") == "建议不予通过\t某钢铁新增炼钢产能项目\n"
    assert "brief" in copy.run("review", "--help")


def test_an_engine_is_run_by_the_cases_beside_the_rules(copy: Copy) -> None:
    printed = copy.perform("An engine")
    assert "0 个不符" in printed["compliance rules test"]


def test_an_engine_that_says_otherwise_is_named(copy: Copy) -> None:
    copy.perform("An engine")
    path = copy.root / "src/compliance/engines/afresh.py"
    faulty = path.read_text("utf-8").replace("Ruling(rule, outcome(rule, seen),", "Ruling(rule, Outcome.PASS,")
    path.write_text(faulty.replace("import Ruling", "import Outcome, Ruling"), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"\[afresh\]"):
        copy.run("rules", "test", "--pack", "national-idle-land-2012")


def test_every_example_of_the_page_is_performed_here() -> None:
    performed = set(re.findall(r'copy\.perform\("([^"]+)"', Path(__file__).read_text("utf-8")))
    assert performed == set(re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE))
