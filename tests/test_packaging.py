"""What ships is complete, modules depend downward only, and the project speaks of itself only."""

import ast
import configparser
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/compliance"

# Highest first.  A module may import from its own layer and from those below.
LAYERS = (
    ("cli", "__main__"),
    ("report",),
    ("review",),
    ("judge",),
    ("reasons",),
    ("evidence",),
    ("engines",),
    ("rulebook.cases",),
    ("intake",),
    ("rulebook",),
    ("language",),
    ("case", "vocabulary_file"),
    ("vocabulary",),
    ("document", "quantity"),
    ("units", "numerals"),
    ("errors",),
    ("text",),
)


def layer_of(module: str) -> int:
    """The number of the layer a module lies in; the longest name that fits counts."""
    fitting = [
        (len(name), number)
        for number, names in enumerate(LAYERS)
        for name in names
        if module == name or module.startswith(f"{name}.")
    ]
    return max(fitting)[1] if fitting else -1


def modules() -> list[tuple[str, Path]]:
    """Every module with its name below the package."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found.append((name, path))
    return found


def imported(path: Path) -> set[str]:
    """The project's modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("compliance."):
            found.add(str(node.module).removeprefix("compliance."))
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("compliance.") for a in node.names if a.name.startswith("compliance.")}
    return found


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_down_only(name: str, path: Path) -> None:
    assert layer_of(name) >= 0, f"{name} is in no layer"
    upward = [other for other in imported(path) if 0 <= layer_of(other) < layer_of(name)]
    assert upward == []


def tracked() -> list[str]:
    """The files that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name and (ROOT / name).exists()]


def test_every_rule_file_and_template_is_in_the_package_data() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    data = config["options.package_data"]
    assert data["compliance.rules"] == "**/*"
    suffixes = {Path(name).suffix for name in tracked() if name.startswith("templates/")} - {".py"}
    assert suffixes == {".j2"}
    assert data["compliance.templates"] == "*.j2"
    packages = config["options"]["packages"].split()
    folders = {".".join(("compliance", *p.parent.relative_to(SOURCE).parts)) for p in SOURCE.rglob("*.py")}
    assert folders | {"compliance.rules", "compliance.templates"} == set(packages)


def test_no_file_names_a_machine_path_or_a_package_registry() -> None:
    forbidden = re.compile(r"/(?:work|root|home)/[a-z]|pypi\.org|files\.pythonhosted|deb\.debian|registry\.npm")
    guilty = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if name != "tests/test_packaging.py" and b"\0" not in content and forbidden.search(content.decode("utf-8")):
            guilty.append(name)
    assert guilty == []


def test_the_compiled_messages_are_those_of_their_source() -> None:
    import gettext

    folder = SOURCE / "cli/locale/zh/LC_MESSAGES"
    with (folder / "messages.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    text = (folder / "messages.po").read_text("utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, flags=re.MULTILINE)
    assert len(pairs) > 20
    assert {original: catalogue.gettext(original) for original, _ in pairs} == dict(pairs)
    plurals = re.findall(r'^msgid "(.+)"\nmsgid_plural "(.+)"\nmsgstr\[0\] "(.+)"$', text, flags=re.MULTILINE)
    assert [catalogue.ngettext(one, many, 2) for one, many, _ in plurals] == [said for _, _, said in plurals]
