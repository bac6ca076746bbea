"""Values that try to break out of a document: templates, markup, formulas, links, directions, control characters."""

import random

SEEDS = (
    "{{ 7 * 7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}",
    "{# note #}",
    "{{r raw }} {%p if x %} {%tr endfor %}",
    "{_{ kept }_} {_% kept %_}",
    "</w:t></w:r></w:p><w:p/>",
    "<script>alert(1)</script>",
    "]]> & &amp; &#x41; &lt;b&gt;",
    '=HYPERLINK("http://a.example")',
    "+1 -1 @SUM(A1)",
    "http://evil.example www.evil.example a@b.example",
    "[link](http://evil.example) ![x](y)",
    "| a | b | `code` **bold** ~~gone~~ # x",
    "\u202egnissim\u202c \u200f\u2066right\u2069",
    "שלום مرحبا",
    "👩\u200d🚒🏗️🇨🇳",
    "喆堃镕㎡𠮷龘",
    "../../etc/passwd C:\\temp\\x",
    "line\nbreak\ttab\r\nend",
    "\u2028para\u2029sep\u0085next",
    "zero\u200bwidth\ufeffmark\u00adhyphen",
    "#let x = 1; $y$ \\u{41} @label <ref>",
    "w" * 300,
    "' \" ` “ ” ‘ ’ « »",
    "%s %(x)s {0} ${x} $(id)",
)


def hostile(count: int) -> list[str]:
    """That many different values made of the seeds, alone, joined and repeated; the same ones every time."""
    chosen = random.Random(9704)
    found = dict.fromkeys(SEEDS)
    while len(found) < count:
        found["".join(chosen.choice(SEEDS) for _ in range(chosen.randint(2, 4)))] = None
    return list(found)


NAMES = [
    "CON",
    "nul.txt",
    ".",
    "..",
    "",
    "   ",
    'a/b\\c:d*e?f"g<h>i|j',
    "x" * 10_000,
    "长" * 10_000,
    "\ud800",
    "é\u0301" * 300,
]
