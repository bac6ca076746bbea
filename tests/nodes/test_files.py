"""A file is read by its suffix; what cannot be read is told."""

import io
import sys
from pathlib import Path

import pytest

from compliance.errors import InputError, Place
from compliance.nodes.files import read_file
from compliance.nodes.tree import Mapping
from compliance.nodes.validate import plain
from tests.nodes.reading import problems_of_yaml


def test_a_file_that_is_too_large_is_refused() -> None:
    assert problems_of_yaml(b"#" * (8 * 1024 * 1024 + 1)) == ["f.yaml: the file is larger than 8 MiB"]


def test_the_suffix_decides_how_a_file_is_read(tmp_path: Path) -> None:
    for name in ("a.yaml", "a.YML", "a.json"):
        (tmp_path / name).write_text('{"a": 1}', encoding="utf-8")
        assert plain(read_file(tmp_path / name)[0]) == {"a": "1"}


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("名称: 甲".encode())))
    (node,) = read_file("-")
    assert plain(node) == {"名称": "甲"}
    assert node.at == Place("<stdin>", 1, 1)


@pytest.mark.parametrize(
    "name", ["absent.yaml", "folder.yaml", "leads.xlsx", "no_suffix", "nul\0.yaml", "x" * 300 + ".yaml"]
)
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError) as caught:
        read_file(f"{tmp_path}/{name}")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(("name", "text"), [("a.yaml", "a: 1\nb: 2\na: 3\n"), ("a.json", '{"a": 1, "b": 2, "a": 3}')])
def test_a_key_that_occurs_twice_is_taken_in_where_it_is_asked_for(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (node,) = read_file(tmp_path / name, repeated_keys=True)
    assert isinstance(node, Mapping)
    assert [key.text for key, _ in node.entries] == ["a", "b", "a"]
    with pytest.raises(InputError, match="duplicate key 'a'"):
        read_file(tmp_path / name)
