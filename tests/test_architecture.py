"""The page on architecture describes the tree as it is: paths that exist, and the layers that imports are checked by."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/compliance"
ARCHITECTURE = ROOT / "docs/architecture.md"
# Pages that lead a reader into the code.
GUIDES = (ARCHITECTURE, ROOT / "docs/decisions.md", ROOT / "docs/style.md", ROOT / "CONTRIBUTING.md")


def layers_checked() -> list[set[str]]:
    """The layers that the test of imports holds, highest first."""
    tree = ast.parse((ROOT / "tests/test_packaging.py").read_text("utf-8"))
    (found,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "LAYERS" for t in node.targets)
    )
    return [set(layer) for layer in ast.literal_eval(found)]


def test_the_table_of_layers_is_the_one_that_imports_are_checked_by() -> None:
    section = ARCHITECTURE.read_text("utf-8").split("## Layers")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", section, flags=re.MULTILINE)
    assert [set(re.findall(r"`(\w+)`", row)) for row in rows] == layers_checked()


def test_every_package_lies_in_a_layer_that_the_page_names() -> None:
    section = ARCHITECTURE.read_text("utf-8").split("## Layers")[1].split("\n## ")[0]
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert sorted(name for name in packages if f"`{name}`" not in section) == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_every_path_that_a_guide_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    # What an example writes need not exist.
    named = re.findall(r"(?<!Write )`([\w./-]+(?:/|\.(?:py|md|yaml|cfg|toml)))`", text)
    assert named
    assert [name for name in named if not any((place / name).exists() for place in (ROOT, SOURCE))] == []
