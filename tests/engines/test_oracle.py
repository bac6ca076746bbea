"""The oracle is independent: it reads the same trees as the engines, and shares nothing that evaluates them."""

import ast
from pathlib import Path

import pytest

MODULES = sorted((Path(__file__).parent / "oracle").glob("*.py"))
READ = {
    "compliance.case",
    "compliance.engines.engine",  # the names of the outcomes
    "compliance.language",  # the tree
    "compliance.quantity.imprecise",
    "compliance.rulebook.model",
    "compliance.vocabulary.fields",
    "compliance.vocabulary.stages",
}


def imported(module: Path) -> set[str]:
    """The modules of the program that a module imports."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name for name in named if name.startswith("compliance")}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_the_oracle_imports_what_is_read_and_nothing_that_evaluates(module: Path) -> None:
    assert imported(module) <= READ
    plain = [node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Import)]
    assert [alias.name for node in plain for alias in node.names if alias.name.startswith("compliance")] == []


def test_the_oracle_is_there_and_its_imports_are_seen() -> None:
    assert [module.stem for module in MODULES] == ["meaning", "missing", "outcomes", "stages"]
    assert "compliance.case" in imported(MODULES[0])
