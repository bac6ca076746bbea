"""A classification knows the codes of the divisions that it lists, and refuses none of another."""

from pathlib import Path

import pytest

from compliance.errors import InputError, Place
from compliance.rulebook.classification import Classification, read_classification
from compliance.rulebook.digest import FilesRead
from compliance.text import Text
from compliance.vocabulary.fields import ClassificationFile

INDUSTRIES = ClassificationFile(
    id="industries",
    label=Text("行业", "Industries"),
    lists=Text("代码", "codes"),
    file="codes.csv",
    at=Place("v.yaml", 3),
)


def listing(folder: Path, text: str) -> Classification:
    """The classification whose file holds that text."""
    (folder / "codes.csv").write_text(text, encoding="utf-8")
    return read_classification(INDUSTRIES, folder, FilesRead())


@pytest.mark.parametrize(
    ("code", "exists"),
    [
        ("3110", True),
        ("311", True),
        ("31", True),
        ("3111", False),
        ("312", False),
        ("0610", True),
        ("0620", False),
        ("4700", True),  # of division 47 no code is listed
        ("47", True),
    ],
)
def test_a_code_exists_if_it_or_one_that_begins_with_it_is_listed(tmp_path: Path, code: str, exists: bool) -> None:
    assert listing(tmp_path, "code,name\n3110,炼铁\n0610,烟煤\n").has(code) is exists


def test_the_first_line_is_no_code(tmp_path: Path) -> None:
    assert listing(tmp_path, "3110,name\n3120,炼钢\n").codes == {"31", "312", "3120"}


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"v\.yaml:3: the file codes\.csv of the classification 'industries' is missing"
    ):
        read_classification(INDUSTRIES, tmp_path, FilesRead())
