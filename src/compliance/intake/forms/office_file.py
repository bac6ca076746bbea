"""The parts of a Word or Excel file that say what it is, as trees: within bounds, and without what XML could fetch."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from compliance.errors import unreadable
from compliance.intake.tables.package import check_package, open_package
from compliance.intake.tables.package_xml import part_within, root_of
from compliance.source import Source

PART = 32 * 1024 * 1024  # bytes of a part that is read as a whole
_PROPERTIES = "docProps/custom.xml"
# What a package raises that is not laid out as its kind is.
FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, KeyError, etree.LxmlError)


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """The package in a file, within the limits of packages.

    Raises: InputError for one beyond a limit; one of `FAULTS` for what is no package; OSError.
    """
    check_package(source)
    with open_package(source) as archive:
        yield archive


def tree_of(archive: zipfile.ZipFile, name: str, file: str) -> etree._Element:
    """A part as a tree.  Raises: InputError if it is too large; one of `FAULTS` if it is not there or no XML."""
    content = part_within(archive, name, PART)
    if content is None:
        zh, en = f"部件 {name} 展开后超过 {PART >> 20} MiB", f"its part {name} unpacks to more than {PART >> 20} MiB"
        raise unreadable(file, f"{zh};请另存为新文件", f"{en}; save it as a new file")
    return root_of(content, comments=False)


def properties_of(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """The custom properties of a document, by name; none where it has none.  Raises: as `tree_of` does."""
    if _PROPERTIES not in archive.namelist():
        return {}
    root = tree_of(archive, _PROPERTIES, file)
    stated = (one for one in root.iterchildren("{*}property") if len(one))
    return {one.get("name", ""): one[0].text or "" for one in stated}
