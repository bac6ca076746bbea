"""One digest says which rules were applied: it changes with every file that was read, and with no folder's name."""

import json
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.places import ROOT

EXAMPLE = ROOT / "examples/steel-new-capacity.yaml"
TABLE = "national-land-control-2008/tables/min_investment_intensity.csv"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that ship."""
    return Path(shutil.copytree(ROOT / "rules", tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__")))


def test_the_same_files_in_another_folder_have_the_same_digest(rules: Path, rulebook: Rulebook) -> None:
    assert load_rulebook(rules).digest == rulebook.digest


@pytest.mark.parametrize(
    "name",
    [
        "vocabulary.yaml",
        "gbt4754_2011.csv",
        "gbt4754_2017.csv",
        "pingdingshan-2015/land.yaml",
        "pingdingshan-2015/pack.yaml",
        "pingdingshan-2015/source.txt",
        TABLE,
    ],
)
def test_any_file_that_is_read_changes_the_digest(name: str, rules: Path, rulebook: Rulebook) -> None:
    file = rules / name
    file.write_bytes(file.read_bytes() + b"\n")
    assert load_rulebook(rules).digest != rulebook.digest


@pytest.mark.parametrize(
    "name", ["notes.txt", "pingdingshan-2015/.land.yaml.swp", "pingdingshan-2015/tables/other.csv"]
)
def test_a_file_that_is_not_read_changes_nothing(name: str, rules: Path, rulebook: Rulebook) -> None:
    (rules / name).parent.mkdir(exist_ok=True)
    (rules / name).write_text("1", encoding="utf-8")
    assert load_rulebook(rules).digest == rulebook.digest


def test_tables_in_the_place_of_others_count_by_what_they_hold(rules: Path, tmp_path: Path, rulebook: Rulebook) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    own = (rules / TABLE).read_bytes()
    (tables / "min_investment_intensity.csv").write_bytes(own)
    assert load_rulebook(rules, tables).digest == rulebook.digest
    (tables / "min_investment_intensity.csv").write_bytes(own + b"\n")
    replaced = load_rulebook(rules, tables).digest
    (rules / TABLE).write_bytes(own + b"\n")
    assert replaced == load_rulebook(rules).digest != rulebook.digest


def test_a_part_of_the_packs_has_a_digest_of_its_own(rulebook: Rulebook) -> None:
    one, other = (rulebook.only([pack.id]).digest for pack in rulebook.packs[:2])
    assert len({one, other, rulebook.digest}) == 3
    assert rulebook.only([rulebook.packs[0].id]).digest == one


@pytest.mark.parametrize(
    "command",
    [
        ("review", "examples/data-conflict.yaml"),
        ("assess", "examples/ledger"),
        ("allocate", "examples/ledger"),
        ("review", "examples/leads/leads.xlsx", "--show-mapping"),
    ],
    ids=["review", "assess", "allocate", "mapping"],
)
def test_the_same_bytes_read_from_two_folders_give_equal_json(
    command: tuple[str, ...], rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "elsewhere/examples")
    name, source, *others = command
    written = []
    for folder, given in ((ROOT, ()), (tmp_path / "elsewhere", ("--rules", str(rules)))):
        output = tmp_path / f"{len(written)}.json"
        options = ("--format", "json", "-o", str(output), *given)
        day = () if others else ("--as-of", "2015-12-31")
        run([name, str(folder / source), *others, *day, *options])
        written.append(output.read_text("utf-8"))
    assert written[0] == written[1]
    assert json.loads(written[0])


def test_reports_memos_and_screenings_state_the_digest(tmp_path: Path, rulebook: Rulebook) -> None:
    day = ("--as-of", "2015-12-31")
    report, memo = tmp_path / "report.json", tmp_path / "memo.md"
    run(["review", str(EXAMPLE), *day, "--format", "json", "-o", str(report)])
    run(["memo", str(EXAMPLE), *day, "-o", str(memo)])
    leads = str(ROOT / "examples/leads/leads.xlsx")
    run(["screen", leads, *day, "-o", str(tmp_path / "codes"), "--compact", "csv", "-q"])
    assert json.loads(report.read_text("utf-8"))["rulebook_digest"] == rulebook.digest
    assert rulebook.digest in memo.read_text("utf-8")
    assert json.loads((tmp_path / "codes/_screening.json").read_text("utf-8"))["rulebook_digest"] == rulebook.digest
