"""Small parts of a workbook as trees: names without namespaces, which strict workbooks have others of."""

from lxml import etree

from compliance.intake.tables.package_xml import root_of


def parsed(part: bytes) -> etree._Element:
    """The root of a part.  Raises: ValueError for what is no XML, or has a document type."""
    try:
        root = root_of(part)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def serialised(root: etree._Element) -> bytes:
    """The part as it is written into a package."""
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def name_of(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """The elements of that name below a parent."""
    return [one for one in parent if name_of(one) == name]


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first of them, or None."""
    return next(iter(children(parent, name)), None)
