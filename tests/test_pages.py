"""The schemas and pages that are checked in are those of the rulebook, and the schemas fit its files."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from compliance.cli.main import run
from compliance.report.rulebook.pages import rulebook_pages
from compliance.rulebook.cases import read_cases
from compliance.rulebook.json_schema import MODELS, Kind, json_schema
from compliance.rulebook.load import load_rulebook, vocabulary_of

ROOT = Path(__file__).parent.parent
VOCABULARY = vocabulary_of()
FILES = sorted((ROOT / "rules").glob("*/*.yaml")) + sorted((ROOT / "rules").glob("*/tests/*.yaml"))


class _Words(yaml.SafeLoader):
    """Reads dates as they are written."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def content(path: Path) -> Any:
    """What a YAML file says."""
    return yaml.load(path.read_text("utf-8"), _Words)  # a safe loader


def kind_of(path: Path) -> Kind:
    """The kind of file by its place."""
    if path.parent.name == "tests":
        return "survivors" if path.name == "survivors.yaml" else "cases"
    return "pack" if path.name == "pack.yaml" else "rules"


@pytest.mark.parametrize("kind", MODELS)
def test_the_schemas_are_current(kind: Kind) -> None:
    stored = json.loads((ROOT / f"docs/{kind}.schema.json").read_text("utf-8"))
    assert stored == json_schema(kind, VOCABULARY), "run `make pages`"
    jsonschema.Draft202012Validator.check_schema(stored)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "rules")))
def test_every_file_of_the_rulebook_fits_its_schema_and_names_it(path: Path) -> None:
    kind = kind_of(path)
    errors = jsonschema.Draft202012Validator(json_schema(kind, VOCABULARY)).iter_errors(content(path))
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []
    first = path.read_text("utf-8").splitlines()[0]
    stated = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / stated).resolve() == ROOT / f"docs/{kind}.schema.json"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": [{"id": "PDS15-1"}]},
        {"rule": []},
        {"define": [{"id": "a", "label": {"zh": "甲", "en": "A"}, "holds": {"all": ["only one"]}}]},
        {"define": [{"id": "a", "label": {"zh": "甲"}, "holds": "in_zone"}]},
        {"define": [{"id": "a", "label": {"zh": "甲", "en": "A"}, "holds": {"every": ["a", "b"]}}]},
    ],
)
def test_a_wrong_file_does_not_fit(wrong: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(json_schema("rules", VOCABULARY)).is_valid(wrong)


def test_the_pages_are_current() -> None:
    book = load_rulebook()
    cases = [case for pack in book.packs for case in read_cases(None, pack.id, book.vocabulary)]
    pages = rulebook_pages(book, cases, "zh")
    folder = ROOT / "docs/rulebook"
    assert {path.name for path in folder.iterdir()} == set(pages), "run `make pages`"
    stale = [name for name, text in pages.items() if (folder / name).read_text("utf-8") != text]
    assert stale == [], "run `make pages`"


def test_a_page_says_what_a_rule_demands_with_its_law_text_and_cases(tmp_path: Path) -> None:
    assert run(["rules", "docs", "-o", str(tmp_path), "--lang", "en"]) == 0
    page = (tmp_path / "PDS15-2.6.3-land-quota.md").read_text("utf-8")
    assert "平均为每个产业集聚区安排用地指标不低于500亩。" in page
    assert "Average land quota of a zone" in page
    assert "恰为平均500亩" in page
    assert "(PDS15-2.6.3-land-quota.md)" in (tmp_path / "README.md").read_text("utf-8")
