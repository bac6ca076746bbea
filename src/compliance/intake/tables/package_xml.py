"""The XML of a package's parts: read up to a limit, and parsed without what XML could fetch or blow up."""

import posixpath
import zipfile

from lxml import etree

from compliance.intake.tables.package import open_part


def part_within(archive: zipfile.ZipFile, part: str, most: int) -> bytes | None:
    """The bytes of a part, or None if it unpacks to more than so many.  Raises: KeyError if it is not there."""
    with open_part(archive, part) as stream:
        data = stream.read(most + 1)
    return data if len(data) <= most else None


def root_of(data: bytes, *, comments: bool = True) -> etree._Element:
    """The root of a part; entities are left as they are, and nothing is fetched.  Raises: etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=not comments)
    return etree.fromstring(data, parser)


def relations_of(part: str) -> str:
    """The part that says what another leads to."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def led_to_from(part: str, target: str) -> str:
    """The part that a target leads to, as it is written in the relations of a part."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
