"""Whatever is handed in as an application, what cannot be used of it is told in short lines, and nothing worse."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.application import read_applications
from compliance.nodes.from_yaml import read_yaml
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.intake.reading import told

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  building: {label: {zh: 单体建筑, en: Building}, part_of: project}
project:
  name:          {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  industry_code: {kind: code, label: {zh: 国民经济行业代码, en: Industry code}}
  signed:        {kind: bool, label: {zh: 是否签约, en: Contract signed}}
  nature:        {kind: enum, label: {zh: 建设性质, en: Nature}, values: {new: 新建, upgrade: 技术改造}}
  conditions:    {kind: set, label: {zh: 用地条件, en: Conditions}, values: {plot_ratio: 容积率}}
  land_area:     {kind: number, unit: 亩, min: 0, label: {zh: 用地面积, en: Site area}}
  start_date:    {kind: date, label: {zh: 开工日期, en: Start}}
  buildings:     {kind: list, of: building, label: {zh: 单体建筑, en: Buildings}}
building:
  storeys:       {kind: number, unit: 层, min: 0, label: {zh: 层数, en: Storeys}}
"""

GOOD = "name: 某项目\nland_area: 60 亩\nsigned: 是\n"
GOOD_JSON = '{"name": "某项目", "land_area": 60.5, "buildings": [{"storeys": 3}, {"storeys": 1e0}], "signed": true}'

SCALARS_THAT_FIT_NOTHING = [
    "{a: 1}", "{}", "[[1]]", "[{a: [1]}]", "?!", "'\U0001f600'", "\u200b",
    "9" * 5000, "+" * 5000, "1e999999999",
    "0x1F", "=1+1", "&", "{{name}}", "<script>", "'\\q'", "许多" * 5000, "$(id)", "1;DROP TABLE", "١٢٣",
]  # fmt: skip
KINDS = ["industry_code", "signed", "nature", "conditions", "land_area", "start_date", "buildings"]
IMPOSSIBLE_DATES = [
    "2015-02-29", "2015-04-31", "2015-13-01", "2015-00-10", "2015-01-00", "2015-01-32",
    "0000-01-01", "2015年2月30日",
    "2015.6.31", "2015/2/30", "2100-02-29", "1900-2-29", "2015-99", "2015年0月", "99999-01-01", "-2015-01-01",
]  # fmt: skip


def encodings() -> Iterator[tuple[str, bytes]]:
    """The good application in the wrong bytes."""
    for codec in ("gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"):
        yield f"{codec}.yaml", GOOD.replace("亩", "").encode(codec, "replace")
        yield f"{codec}.json", GOOD_JSON.encode(codec, "replace")
    good = GOOD.encode()
    for mark in (
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x00\x00\xfe\xff",
        b"\xef\xbb",
        b"\xef\xbb\xbf\xef\xbb\xbf",
        b"\xbf",
    ):
        yield f"mark-{mark.hex()}.yaml", mark + good
    for position, byte in enumerate((b"\x80", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe7\x94")):
        yield f"bad-utf8-{position}.yaml", good + b"x: " + byte
    for code in (
        *range(0x00, 0x09),
        0x0B,
        0x0C,
        0x0E,
        0x1B,
        0x7F,
        0x85,
        0x9B,
        0x2028,
        0x202E,
        0x2066,
        0xFEFF,
        0xFFFE,
    ):
        yield f"control-{code:x}.yaml", good + f"note: a{chr(code)}b\n".encode()
        yield f"escaped-{code:x}.json", f'{{"name": "a\\u{code:04x}b"}}'.encode()


def syntax() -> Iterator[tuple[str, bytes]]:
    """What is not YAML, not JSON, or more than their plain subset."""
    for number, extra in enumerate([
        "a: &a x", "a: *a", "a: !!str x", "a: !x", "<<: {b: 1}", "? [a]\n: b",
        "? {a: b}\n: c", "~: x", "'': x",
        "\tb: 1", "b:\n\tc: 1", "b: [1", "b: {c: 1", "b: 'x", 'b: "x', 'b: "\\q"',
        "b: c: d", "b: @x", "b: `x`",
        "b: %x", "- x", "name: 乙", "项目名称: 乙", '"name": 乙', "b\uff1ac", "b:c",
        "b: |1x\n y", "b: >\n\tx", "]", "}",
        "--- !", "%YAML 9.9", "%TAG ! x", "...\n%BAD", "b: \"\\ud800\"",
        "b: !<%ed%a0%80> x", "b: {c: 1, c: 2}",
        "buildings: [{storeys: 1, 层数: 2}]", "buildings: {a: &a [*a]}", "b: ? x",
        "b: - c", "land_area: 1\n用地面积: 1",
    ]):  # fmt: skip
        yield f"syntax-{number}.yaml", (GOOD + extra + "\n").encode()
    for number, text in enumerate([
        "", " ", "nul", "[", "{", '"', "{]", "[}", '{"name"}', '{"name":}',
        '{"name" "甲"}', '{"name": "甲",}', "[,]",
        "{'name': '甲'}", '{"name": NaN}', '{"name": "甲", "name": "乙"}', '{"name": "甲"} x', '{"name": 01}',
        '{"name": "\\ud800"}', '{"name": "\t"}', '// x\n{"name": "甲"}', '{"name": .5}',
        '{"name": 1.}', '{"a": -}',
        "true", "12", '"甲"', "null", "[1]", "[[]]", "[null]",
    ]):  # fmt: skip
        yield f"syntax-{number}.json", text.encode()
    for cut in range(1, len(GOOD_JSON), 4):
        yield f"cut-{cut}.json", GOOD_JSON[:cut].encode()


def extremes() -> Iterator[tuple[str, bytes]]:
    """Too deep, too long, too many."""
    for number, opening in enumerate(
        ["[", "{a: ", "[{a: ", "- ", "? ", "[[", "{[", "!!x [", "&a [", "(", "'", '"', "|\n ", "*"]
    ):
        yield f"deep-{number}.yaml", (opening * 100_000).encode()
    for number, opening in enumerate(["[", '{"a":', '[{"a":', '"', "-", "1", "{", "[1,"]):
        yield f"deep-{number}.json", (opening * 100_000).encode()
    yield "deep-block.yaml", "\n".join(" " * depth + "a:" for depth in range(2000)).encode()
    yield (
        "bomb.yaml",
        (
            "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
        ).encode(),
    )
    for number, text in enumerate(["name: ", "name: '", 'name: "', "name: |\n ", "", "name: [", "# ", "{name: "]):
        yield f"two-megabytes-{number}.yaml", text.encode() + b"x" * 2_000_000
    yield "two-megabytes.json", b'{"name": "' + b"x" * 2_000_000 + b'"}'
    yield "ten-megabytes.yaml", b"name: " + b"x" * 10_000_000
    yield "ten-megabytes.json", b'{"name": "' + b"x" * 10_000_000 + b'"}'
    yield "long-name.yaml", b"name: " + b"x" * 200_000
    yield "long-name.json", b'{"name": "' + b"x" * 20_000 + b'"}'
    yield "long-key.yaml", b"name: x\n? " + b"k" * 200_000 + b"\n: 1"
    yield "many-keys.yaml", b"name: x\n" + b"name: y\n" * 5000
    yield "many-buildings.yaml", b"name: x\nbuildings:\n" + b"  - y\n" * 5000
    yield "huge-integer.yaml", b"name: x\nland_area: " + b"9" * 90_000
    yield "huge-integer.json", b'{"name": "x", "land_area": ' + b"9" * 90_000 + b"}"
    yield "huge-exponent.json", b'{"name": "x", "land_area": 1e999999999}'
    yield "tiny-exponent.json", b'{"name": "x", "land_area": 1e-999999999}'


def values() -> Iterator[tuple[str, bytes]]:
    """Well-formed files whose values fit no field."""
    for kind in KINDS:
        for number, written in enumerate(SCALARS_THAT_FIT_NOTHING):
            if (kind, written) not in (("buildings", "[{a: [1]}]"), ("conditions", "{}")):
                yield f"value-{kind}-{number}.yaml", f"name: 甲\n{kind}: {written}\n".encode()
    for number, written in enumerate(IMPOSSIBLE_DATES):
        yield f"date-{number}.yaml", f"name: 甲\nstart_date: {written}\n".encode()
    for number, text in enumerate(
        ["甲", "[甲]", "[[]]", "{}", "name:", "name: ''", "name: []", "---\n---\n", "[]", "#"]
    ):
        yield f"shape-{number}.yaml", text.encode()


def noise() -> Iterator[tuple[str, bytes]]:
    """Bytes and characters at random, the same in every run."""
    source = random.Random(20150424)
    for number in range(40):
        yield f"noise-{number}.yaml", source.randbytes(source.randrange(1, 400))
        yield f"noise-{number}.json", source.randbytes(source.randrange(1, 400))
    for number in range(40):
        text = "".join(source.choices("aname: 项目-[]{}#&*!|>'\"%@`,?\n\t 1.\\", k=source.randrange(1, 200)))
        yield f"marks-{number}.yaml", text.encode()
        yield f"marks-{number}.json", text.encode()


MALFORMED = dict([*encodings(), *syntax(), *extremes(), *values(), *noise()])


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(read_yaml(VOCABULARY.encode(), "vocabulary.yaml")[0])


def test_the_good_application_is_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for name, text in (("good.yaml", GOOD), ("good.json", GOOD_JSON)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (case,) = read_applications(tmp_path / name, vocabulary)
        assert case.name == "某项目"
        assert case.unread == ()
        assert case.doubts == ()


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_amiss_with_an_application_is_told_in_short_lines(
    tmp_path: Path, vocabulary: Vocabulary, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(MALFORMED[name])
    try:
        problems = [problem for case in read_applications(path, vocabulary) for problem in told(case)]
    except InputError as error:
        problems = list(error.problems)
        assert len(problems) <= 101
    assert problems
    for problem in problems:
        assert problem.place.file == str(path)
        for lang in ("zh", "en"):
            line = problem.line(lang).removeprefix(str(path))
            assert len(line) < 400
            assert len(line.splitlines()) == 1
            assert line.isprintable()
