"""The fields of a Word file by which Word would fetch something or run a program when the file is opened or printed."""

import re
from collections.abc import Iterator

from docx.opc.package import OpcPackage
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from compliance.errors import shown
from compliance.text import Text

OUTSIDE = frozenset(
    (
        "CONTROL",
        "DATABASE",
        "DDE",
        "DDEAUTO",
        "EMBED",
        "HTMLCONTROL",
        "IMPORT",
        "INCLUDE",
        "INCLUDEPICTURE",
        "INCLUDETEXT",
        "LINK",
        "RD",
    )
)
_NESTED = "\0"  # where the code of a field holds another field
_NAME = re.compile(rf"\s*([A-Za-z{_NESTED}]*)")


def field_fault(package: OpcPackage) -> Text | None:
    """What is said of the first such field in any part, or None.  Raises: LxmlError if a part cannot be parsed."""
    code = _outside_field(package)
    if code is None:
        return None
    return Text(
        f"模板含有引用外部内容或运行程序的域“{shown(code)}”;请在 Word 中删除",
        f"a field of the template would fetch something or run a program: {shown(code)!r}; delete it in Word",
    )


def _outside_field(package: OpcPackage) -> str | None:
    """The code of that field; one whose very name is made by another field is such."""
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            root = part.element
        elif part.content_type.endswith("xml"):
            root = parse_xml(part.blob)
        else:
            continue
        for code in _codes(root):
            name = _NAME.match(code)
            if name is not None and (name[1].upper() in OUTSIDE or _NESTED in name[1]):
                return code.replace(_NESTED, "{ }").strip()
    return None


def _codes(root: _Element) -> Iterator[str]:
    """The code of each field, however many runs it is spread over."""
    for simple in root.iter("{*}fldSimple"):
        yield next((str(value) for name, value in simple.items() if name.endswith("}instr")), "")
    open_fields: list[list[str] | None] = []  # of each the code so far; None where its result has begun
    for element in root.iter("{*}fldChar", "{*}instrText"):
        within = open_fields[-1] if open_fields else None
        if str(element.tag).endswith("}instrText"):
            if within is not None:
                within.append(element.text or "")
            continue
        kind = next((value for name, value in element.items() if name.endswith("}fldCharType")), "")
        if kind == "begin":
            if within is not None:
                within.append(_NESTED)
            open_fields.append([])
        elif open_fields:
            if within is not None:
                yield "".join(within)
            open_fields.pop()
            if kind == "separate":
                open_fields.append(None)
