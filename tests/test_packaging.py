"""What ships is complete, modules depend downward only, and the project speaks of itself only."""

import ast
import configparser
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from compliance.version import __version__
from tests.places import ROOT

SOURCE = ROOT / "src/compliance"
# Where the wheel puts each folder of the project.
SHIPPED = {"src/compliance": "compliance", "rules": "compliance/rules", "templates": "compliance/templates"}

# Highest first.  A module may import from its own layer and from those below.
LAYERS = (
    ("cli", "__main__"),
    ("report",),
    ("screening", "assessment", "quality"),
    ("review",),
    ("engines",),
    ("rulebook",),
    ("intake", "language"),
    ("case", "facts", "vocabulary"),
    ("nodes", "quantity"),
    ("errors",),
    ("text", "caching", "garbage", "memory", "source", "version", "writing"),
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


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and full name of whatever a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno}: a relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_down_only(name: str, path: Path) -> None:
    assert layer_of(name) >= 0, f"{name} is in no layer"
    upward = [
        f"{path.relative_to(ROOT)}:{line}: {name} imports {other}, which stands above it"
        for line, other in imported(path)
        if other.startswith("compliance.") and 0 <= layer_of(other.removeprefix("compliance.")) < layer_of(name)
    ]
    assert upward == []


def test_every_init_below_the_public_interface_is_a_docstring() -> None:
    inits = [path for path in SOURCE.rglob("__init__.py") if path.parent != SOURCE]
    assert inits
    bodies = {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")).body for path in inits}
    gathering = [
        name for name, body in bodies.items() if len(body) != 1 or ast.get_docstring(ast.Module(body, [])) is None
    ]
    assert gathering == []


def test_only_commands_import_the_public_interface_which_imports_all_the_rest() -> None:
    circular = [
        f"{path.relative_to(ROOT)}:{line}: {name} imports {other}"
        for name, path in modules()
        if layer_of(name) != 0
        for line, other in imported(path)
        if other == "compliance" or (other.startswith("compliance.") and layer_of(other.partition(".")[2]) < 0)
    ]
    assert circular == []


def test_every_type_that_is_ignored_has_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in (SOURCE, ROOT / "tests")
        for path in sorted(folder.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"# type: ignore(\[[a-z, -]+\])?\s*$", line)
    ]
    assert bare == []


def listed(*options: str) -> list[str]:
    """The files that git knows, or those the options ask for."""
    found = subprocess.run(["git", "ls-files", "-z", *options], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in found.decode().split("\0") if name and (ROOT / name).exists()]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The standard output of a command that must succeed."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the sdist of a copy of the working tree, in which leftovers lie about."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "project"
    leftovers = {"rules/__pycache__/__init__.cpython-311.pyc": b"", "rules/pingdingshan-2015/.land.yaml.swp": b""}
    written = {name: (ROOT / name).read_bytes() for name in listed("--cached", "--others", "--exclude-standard")}
    for name, content in {**written, **leftovers}.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    run(sys.executable, "-c", "from setuptools.build_meta import build_sdist as b; b('dist')", cwd=copy)
    (sdist,) = (copy / "dist").glob("*.tar.gz")
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder)
    run(sys.executable, *build, sdist, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_every_file_of_the_program_its_rules_and_templates_and_no_other(wheel: Path) -> None:
    written = {
        name.replace(folder, place, 1)
        for name in listed("--cached", "--others", "--exclude-standard")
        for folder, place in SHIPPED.items()
        if name.startswith(f"{folder}/")
    }
    shipped = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert sorted(written - shipped) == [], "not in the wheel: see package_data and packages in setup.cfg"
    assert sorted(shipped - written) == [], "in the wheel, but no file of the project"


def test_the_wheel_has_the_version_that_the_program_states(wheel: Path) -> None:
    assert wheel.name.startswith(f"policy_compliance-{__version__}-")


def test_the_wheel_works_from_any_directory(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    ZipFile(wheel).extractall(place)
    settings = {"PYTHONPATH": str(place), "XDG_CACHE_HOME": str(tmp_path)}
    ask = "from importlib.resources import files; print(files('compliance.rules') / 'vocabulary.yaml')"
    found = run(sys.executable, "-c", ask, cwd=tmp_path, **settings).strip()
    assert Path(found) == place / "compliance/rules/vocabulary.yaml"
    assert "PDS15-" in run(sys.executable, "-m", "compliance", "rules", "list", cwd=tmp_path, **settings)


def test_what_is_imported_is_what_is_required() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    required = named(config["options"]["install_requires"])
    optional = set().union(*(named(extra) for name, extra in config["options.extras_require"].items() if name != "dev"))
    roots = {name.split(".")[0] for _, path in modules() for _, name in imported(path)}
    distributions = packages_distributions()
    used = {distributions[root][0] for root in roots - {"compliance"} - sys.stdlib_module_names}
    found = {name.lower().replace("_", "-") for name in used}
    assert found - optional == required
    assert found <= required | optional


def named(requirements: str) -> set[str]:
    """The names in a list of requirements."""
    lines = requirements.split("\n")
    return {re.split("[ <>=]", line)[0] for line in lines if line and not line.startswith("#")}


def test_no_file_names_a_machine_path_or_a_package_registry() -> None:
    forbidden = re.compile(
        r"(?<![\w.~-])/(?:work|root|home|tmp|Users)/\w|\bpypi\.|/pypi/|pythonhosted|deb\.debian|registry\.npm"
    )
    guilty = []
    for name in listed():
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
