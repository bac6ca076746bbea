"""Schemas tell an editor what each key means and which values it takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from compliance.nodes.from_yaml import read_yaml
from compliance.rulebook.json_schema import MODELS, Kind, json_schema
from compliance.rulebook.load import vocabulary_of
from compliance.vocabulary.load import load_vocabulary
from tests.places import ROOT

VOCABULARY = vocabulary_of()
FILES = [ROOT / "rules/vocabulary.yaml"]
FILES += sorted((ROOT / "rules").glob("*/*.yaml")) + sorted((ROOT / "rules").glob("*/tests/*.yaml"))


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
    if path.name == "vocabulary.yaml":
        return "vocabulary"
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


SMALL = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, reviewed: true}
  tank: {label: {zh: 储罐, en: Tank}, part_of: permit}
permit:
  tanks: {kind: list, label: {zh: 储罐, en: Tanks}, of: tank}
tank:
  volume: {kind: number, label: {zh: 容积, en: Volume}}
"""
RULE: dict[str, Any] = {
    "id": "PDS15-1",
    "title": {"zh": "甲", "en": "A"},
    "cite": {"clause": "一"},
    "force": "prohibition",
    "require": "in_zone",
}


def fits(kind: Kind, content: dict[str, Any]) -> bool:
    """Whether the content fits the schema."""
    return bool(jsonschema.Draft202012Validator(json_schema(kind, VOCABULARY)).is_valid(content))


@pytest.mark.parametrize("kind", ["rules", "pack", "cases"])
def test_every_key_is_described(kind: Kind) -> None:
    schema = json_schema(kind, VOCABULARY)
    shapes = [schema, *(shape for name, shape in schema["$defs"].items() if name not in ("Wording", "Condition"))]
    lacking = [
        f"{shape['title']}.{key}"
        for shape in shapes
        for key, stated in shape.get("properties", {}).items()
        if not stated.get("description")
    ]
    assert lacking == []


@pytest.mark.parametrize("kind", MODELS)
def test_every_reference_leads_somewhere(kind: Kind) -> None:
    schema = json_schema(kind, VOCABULARY)
    referred = {part.split('"')[0] for part in str(schema).replace("'", '"').split("#/$defs/")[1:]}
    assert referred <= set(schema["$defs"])


def test_the_subjects_are_those_of_the_vocabulary() -> None:
    small = load_vocabulary(read_yaml(SMALL.encode(), "v.yaml")[0])
    stated = json_schema("rules", small)["$defs"]["RuleSpec"]["properties"]["subject"]
    assert (stated["default"], stated["enum"]) == ("permit", ["permit", "tank"])


def test_the_stages_are_those_of_the_vocabulary() -> None:
    case = {"name": "a", "rule": "PDS15-1", "as_of": "2015-06-01", "input": {}, "outcome": "deferred"}
    assert fits("cases", {"cases": [{**case, "stage": "land"}]})
    assert not fits("cases", {"cases": [{**case, "stage": "lnad"}]})
    assert not fits("cases", {"cases": [{**case, "outcome": "defered"}]})
    assert fits("cases", {"cases": [{**case, "outcome": ["pass", "deferred"]}]})
    assert fits("rules", {"rules": [{**RULE, "stage": "land"}]})
    assert not fits("rules", {"rules": [{**RULE, "stage": "lnad"}]})


def test_a_minimal_rule_fits() -> None:
    assert fits("rules", {"rules": [RULE]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"force": "ban"},
        {"subject": "projects"},
        {"require": {"all": ["a", "b"], "any": ["a", "b"]}},
        {"require": {"not": ["a"]}},
        {"require": {"any": ["a", {"all": ["b"]}]}},
        {"in_force": {"start": "2015-01-01"}},
        {"in_force": {"from": "1 January 2015"}},
    ],
)
def test_a_rule_with_a_wrong_value_does_not_fit(wrong: dict[str, Any]) -> None:
    assert not fits("rules", {"rules": [{**RULE, **wrong}]})
    nested = {"all": ["a", {"any": ["b", {"not": {"all": ["c", "d"]}}]}]}
    assert fits("rules", {"rules": [{**RULE, "require": nested}]})


def test_a_table_has_a_known_hit_policy() -> None:
    table = {
        "id": "a",
        "label": {"zh": "甲", "en": "A"},
        "inputs": ["x"],
        "output": {"unit": ""},
        "rows": [["-", 1]],
    }
    assert fits("rules", {"tables": [{**table, "hit": "first"}]})
    assert not fits("rules", {"tables": [{**table, "hit": "any"}]})


def test_a_pack_has_a_known_authority() -> None:
    named = {"zh": "甲", "en": "A"}
    pack = {
        "id": "a",
        "prefix": "A",
        "version": "1",
        "document": "甲",
        "title": named,
        "issuer": named,
    }
    assert fits("pack", {**pack, "authority": "municipal"})
    assert not fits("pack", {**pack, "authority": "local"})
