"""A package is opened only within its limits, whatever its directory says of the sizes of its parts."""

import zipfile
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.tables import package
from compliance.intake.tables.package import PARTS, TREE, check_package, open_package, open_part
from compliance.source import source_of
from tests.packages import BOOK, with_false_size, write_xlsx


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        check_package(source_of(path))
    (problem,) = caught.value.problems
    return problem.line("en").removeprefix(f"{path}: ")


def padded(text: str, size: int) -> str:
    """The text with blanks behind it, of so many bytes."""
    return text.ljust(size - len(text.encode()) + len(text))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_part_that_is_read_as_a_whole_has_a_largest_size(tmp_path: Path, name: str) -> None:
    check_package(source_of(write_xlsx(tmp_path / "at.xlsx", parts={name: padded(BOOK, TREE)})))
    beyond = write_xlsx(tmp_path / "beyond.xlsx", parts={name: padded(BOOK, TREE + 1)})
    assert refused(beyond) == f"its part {name} unpacks to more than 16 MiB; save it as a new file"


def test_a_false_size_in_the_directory_hides_no_large_part(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", parts={"xl/styles.xml": padded("<a/>", TREE + 1)})
    assert "its part xl/styles.xml unpacks to more than" in refused(with_false_size(path, "xl/styles.xml", 10))


def test_a_package_has_a_largest_number_of_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for more in (0, 1):
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(PARTS + more):
                archive.writestr(str(number), b"")
        if more:
            assert refused(path) == "the workbook has more than 20,000 parts; save it as a new file"
        else:
            check_package(source_of(path))


def test_all_parts_together_have_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(package, "EXPANDED", size)
    check_package(source_of(path))
    monkeypatch.setattr(package, "EXPANDED", size - 1)
    assert refused(path) == "the workbook unpacks to more than 0 MiB; split it, or save it as .csv"


def test_the_file_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    monkeypatch.setattr(package, "BYTES", path.stat().st_size)
    check_package(source_of(path))
    monkeypatch.setattr(package, "BYTES", path.stat().st_size - 1)
    assert refused(path) == "the file is larger than 0 MiB; split it"


@pytest.mark.parametrize("one", ["<si><t>a</t></si>", "<si/>", "<x:si><t>a</t></x:si>", '<si a="1"/>'])
def test_shared_texts_have_a_largest_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one: str) -> None:
    """With a small limit, since the number that holds takes a minute to write."""
    monkeypatch.setattr(package, "STRINGS", 200_000)
    monkeypatch.setattr(package, "_SMALL", 0)
    check_package(source_of(write_xlsx(tmp_path / "a.xlsx", parts={"xl/sharedStrings.xml": one * 200_000})))
    path = write_xlsx(tmp_path / "b.xlsx", parts={"xl/sharedStrings.xml": one * 200_001})
    assert refused(path) == "the workbook holds more than 200,000 texts; split it, or save it as .csv"


def test_what_is_no_package_is_left_to_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK no package")
    check_package(source_of(path))


def test_a_part_is_read_to_its_real_end(tmp_path: Path) -> None:
    path = with_false_size(write_xlsx(tmp_path / "a.xlsx", parts={"a": "x" * 1000}), "a", 10)
    with open_package(source_of(path)) as archive, open_part(archive, "a") as stream:
        assert stream.read() == b"x" * 1000
