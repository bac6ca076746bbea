"""The files of a rulebook folder, read and checked for shape, not yet for meaning."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel

from compliance.errors import InputError, Place, Problem
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Node
from compliance.nodes.validate import validate
from compliance.rulebook.digest import FilesRead
from compliance.rulebook.folder import read_file
from compliance.rulebook.schema import FileSpec, PackSpec
from compliance.text import Text

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule file: what it says, and the nodes that know where it says it."""

    spec: FileSpec
    node: Node


@dataclass(frozen=True, slots=True)
class PackFiles:
    """One pack's files; `folder` is the name of theirs."""

    folder: str
    spec: PackSpec
    node: Node
    source: str | None
    files: tuple[RuleFile, ...]
    tables: Mapping[str, bytes]
    sha256: str


def pack_folders(rules: Traversable) -> list[Traversable]:
    """The folders that hold a pack, by name."""
    return sorted((f for f in rules.iterdir() if f.joinpath("pack.yaml").is_file()), key=lambda f: f.name)


def read_pack(folder: Traversable, shown_as: str, files_read: FilesRead) -> PackFiles:
    """The files of a pack.

    `shown_as` is the folder as messages name it.
    Raises: InputError with every fault of form in any of its files.
    """
    problems: list[Problem] = []
    contents = {f.name: read_file(f) for f in folder.iterdir() if f.is_file()}
    for name, content in contents.items():
        if name.endswith(".yaml"):
            files_read.note(f"{folder.name}/{name}", content)
    node, spec = _read(contents["pack.yaml"], f"{shown_as}/pack.yaml", PackSpec, problems)
    files = []
    for name in sorted(contents):
        if name.endswith(".yaml") and name != "pack.yaml":
            found, file_spec = _read(contents[name], f"{shown_as}/{name}", FileSpec, problems)
            if found is not None and file_spec is not None:
                files.append(RuleFile(file_spec, found))
    source = None
    if spec is not None and spec.source is not None:
        source = _source(contents, spec.source, shown_as, problems)
        files_read.note(f"{folder.name}/{spec.source}", contents.get(spec.source, b""))
    if problems or node is None or spec is None:
        raise InputError(problems)
    tables_folder = folder.joinpath("tables")
    tables = (
        {f"tables/{f.name}": read_file(f) for f in tables_folder.iterdir() if f.name.endswith(".csv") and f.is_file()}
        if tables_folder.is_dir()
        else {}
    )
    return PackFiles(folder.name, spec, node, source, tuple(files), tables, _digest({**contents, **tables}))


def only_document(data: bytes, name: str) -> Node:
    """The one document of a YAML file.  Raises: InputError also for none or several."""
    documents = read_yaml(data, name)
    if len(documents) != 1:
        message = Text("规则文件须恰有一个 YAML 文档", "a rule file holds exactly one YAML document")
        raise InputError([Problem(Place(name), message)])
    return documents[0]


def _read(data: bytes, name: str, model: type[Model], problems: list[Problem]) -> tuple[Node | None, Model | None]:
    try:
        node = only_document(data, name)
        return node, validate(model, node)
    except InputError as error:
        problems += error.problems
        return None, None


def _source(contents: Mapping[str, bytes], name: str, shown_as: str, problems: list[Problem]) -> str | None:
    try:
        return contents[name].decode("utf-8")
    except KeyError:
        problems.append(Problem(Place(f"{shown_as}/{name}"), Text("没有此原文文件", "this source text is missing")))
    except UnicodeDecodeError:
        problems.append(Problem(Place(f"{shown_as}/{name}"), Text("原文须为 UTF-8 编码", "save the source in UTF-8")))
    return None


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode("utf-8", "surrogatepass"))
        digest.update(contents[name])
    return digest.hexdigest()
