"""A memo as a Word file, through a Word file with Jinja2 tags: the program's own or an office's."""

import io
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.report.memo.content import Annex, Bar, Chart, Entry, Group, Line, Memo, Section, Table
from compliance.report.memo.word_bars import draw_bars
from compliance.report.memo.word_fields import field_fault
from compliance.report.memo.zip_dates import EARLIEST, dated
from compliance.text import Lang, Text

LONGEST_PART = 9_000_000  # so many characters may a part have when filled in: the parser drops what is beyond 10 MB
LONGEST_RANGE = 1_000  # so many numbers may range() give to a template
LONGEST_PROPERTY = 255  # Word's own limit
_PROPERTIES: Mapping[type, tuple[str, ...]] = {Section: ("entries", "rows"), Memo: ("attachments",)}
# All names that a template may use; docs/memo.md explains them.
FIELDS: Mapping[str, tuple[str, ...]] = {
    kind.__name__: (*(field.name for field in fields(kind)), *_PROPERTIES.get(kind, ()))
    for kind in (Memo, Annex, Section, Group, Entry, Line, Chart, Bar, Table)
}
_UNKNOWN = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")


class _BeyondLimitError(ValueError):
    """More than a template may ask for; `text` says what."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class WordTemplate:
    """A Word file whose Jinja2 tags a memo fills in.  It is data: it runs in a sandbox and can only read the memo."""

    def __init__(self, content: bytes, name: str) -> None:
        """A template read from `content`; `name` is how messages call it."""
        self._content = content
        self._name = name
        self._environment = _Environment(
            undefined=StrictUndefined, autoescape=True, finalize=_as_text, keep_trailing_newline=True
        )
        self._patched: dict[str, str] = {}

    def render(self, memo: Memo) -> bytes:
        """The memo as a Word file; the same memo gives the same bytes.  Raises: InputError."""
        try:
            document = _Document(self._content, self._patched)
            document.render(_context(memo), self._environment)
        except _FAULTS as error:
            raise self._error(_fault(error)) from error
        fault = field_fault(document.docx.part.package)
        if fault is not None:
            raise self._error(fault)
        if any(group.chart is not None for section in memo.sections for group in section.groups):
            draw_bars(document.docx)
        _describe(document, memo)
        out = io.BytesIO()
        document.save(out)
        return dated(out.getvalue(), memo.as_of)

    def _error(self, message: Text) -> InputError:
        return InputError([Problem(Place(self._name), message)])


class _Document(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A Word file to be filled in; `patched` keeps its parts as made ready for Jinja2, the same for every memo."""

    def __init__(self, content: bytes, patched: dict[str, str]) -> None:
        super().__init__(io.BytesIO(content))
        self._patched = patched

    def patch_xml(self, src_xml: str) -> str:
        """The part without what Word put inside its tags."""
        if src_xml not in self._patched:
            self._patched[src_xml] = super().patch_xml(src_xml)
        return self._patched[src_xml]

    def render_xml_part(self, src_xml: str, *rest: Any) -> str:
        """The part filled in.  Raises: _BeyondLimitError."""
        filled: str = super().render_xml_part(src_xml, *rest)
        if len(filled) > LONGEST_PART:
            zh = f"填写后超过 {LONGEST_PART:,} 字;请减少模板中的重复和循环"
            en = f"filled in it has more than {LONGEST_PART:,} characters; have the template repeat and loop less"
            raise _BeyondLimitError(Text(zh, en))
        return filled


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox that compiles each part of a Word file once, however many memos the file serves.

    Of what Jinja2 gives every template there is only a short range(): nothing that makes text or counts without end.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals = {"range": _short_range}
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *rest: Any) -> Template:
        """The compiled source."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *rest)
        return self._compiled[source]


@cache
def own_template(lang: Lang) -> WordTemplate:
    """The program's template for that language."""
    name = "memo.docx" if lang == "zh" else "memo.en.docx"
    return WordTemplate(files("compliance.templates").joinpath(name).read_bytes(), name)


# What filling in a template may raise; a syntax error is that of the Python which Jinja2 makes of it.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    SyntaxError,
    LxmlError,
)


def _short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    # The length of a range beyond 2**63 cannot be asked for.
    if numbers[LONGEST_RANGE:]:
        zh, en = f"range() 至多给出 {LONGEST_RANGE:,} 个数", f"range() gives {LONGEST_RANGE:,} numbers at most"
        raise _BeyondLimitError(Text(f"模板中的 {zh};请缩小范围", f"{en}; ask for fewer"))
    return numbers


def _as_text(value: object) -> object:
    """The value as text of the document, with the braces and underscores that docxtpl would rewrite."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = str(escape(value)).replace("{_", "{&#95;").replace("}_}", "}&#95;}").replace("%_}", "%&#95;}")
    return Markup(text)


def _context(memo: Memo) -> dict[str, Any]:
    stated = {field.name: getattr(memo, field.name) for field in fields(memo)}
    return stated | {"as_of": memo.as_of.isoformat(), "attachments": memo.attachments}


def _describe(document: DocxTemplate, memo: Memo) -> None:
    """Set the properties of the document, all dated as the review is."""
    properties, stamp = document.docx.core_properties, datetime.combine(max(memo.as_of, EARLIEST), time())
    properties.title = memo.title[:LONGEST_PROPERTY]
    properties.subject = memo.verdict[:LONGEST_PROPERTY]
    properties.identifier = memo.id[:LONGEST_PROPERTY]
    properties.language = "zh-CN" if memo.lang == "zh" else "en"
    properties.created = properties.modified = stamp


def _fault(error: Exception) -> Text:
    """What is wrong with a template, so that its author can mend it."""
    match error:
        case UndefinedError() if (found := _UNKNOWN.search(str(error))) is not None:
            name = found.group(1) or found.group(2)
            known = {field for names in FIELDS.values() for field in names}
            meant = nearest(name, sorted(known))
            hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else (";", ";")
            return Text(
                f"没有字段“{shown(name)}”{hint[0]}字段见 docs/memo.md",
                f"there is no field {shown(name)!r}{hint[1]} docs/memo.md lists the fields",
            )
        case SecurityError():
            return Text(
                f"模板只能读取字段:{shown(str(error), 200)}",
                f"a template may only read fields: {shown(str(error), 200)}",
            )
        case TemplateSyntaxError():
            reason = shown(str(error.message), 200)
            return Text(f"模板标记有误:{reason}", f"the tags of the template are wrong: {reason}")
        case _BeyondLimitError():
            return error.text
        case RecursionError() | SyntaxError() if not isinstance(error, LxmlError):
            return Text(
                "模板标记嵌套过深或过长,或宏调用自身;请简化",
                "the tags of the template are nested too deep or too long, or a macro calls itself; make them simpler",
            )
        case _:
            reason = shown(str(error), 200)
            return Text(f"模板不能填写:{reason}", f"the template cannot be filled in: {reason}")
