"""Generated conditions, rules, cases and stages over the small vocabulary of `stages`."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hypothesis import strategies as st

from compliance.case import Case, Doubt
from compliance.errors import Place
from compliance.intake.application import case_of
from compliance.language import environment as e
from compliance.language import tree as t
from compliance.language import typecheck as c
from compliance.language.parse import parse
from compliance.language.types import TRUTH, Type, field_type
from compliance.nodes.from_yaml import read_yaml
from compliance.quantity.imprecise import Days
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Citation, Edition, Exemption, Force, Period, Rule, Rulebook
from compliance.text import Text
from compliance.vocabulary.stages import Stage, StageAsked
from tests.rulebooks import write_rulebook
from tests.stages import with_stages

NAMES = """
interpretations:
  - {id: about_share, label: {zh: 约, en: About}, value: 10%, why: {zh: 约定, en: a convention}, set_by: {zh: 本库, en: here}}
define:
  - {id: big, label: {zh: 大项目, en: Big}, holds: investment >= 1 亿元}
  - {id: intensity, label: {zh: 投资强度, en: Intensity}, value: investment / land_area, unit: 万元/亩}
  - {id: dense, label: {zh: 集约, en: Dense}, holds: intensity >= 20 万元/亩 and not polluting}
  - {id: welcome, label: {zh: 欢迎, en: Welcome}, holds: (dense or big) and in_zone}
  - {id: tall, label: {zh: 多层, en: Tall}, subject: building, holds: storeys >= 3 层 and big}
lists:
  - {id: heavy, label: {zh: 重点行业, en: Heavy}, values: ['31', '3011']}
tables:
  - {id: least, label: {zh: 下限, en: Least}, stage: land, inputs: [code], output: {unit: 万元/亩}, rows: [['31', 20], ['291', 10], ['292', 15]]}
  - {id: step, label: {zh: 分档, en: Step}, hit: first, inputs: [land_area, source], output: {unit: ''}, rows: [['[0..100)', '-', 1], ['[100..500]', new, 2], ['-', stock, 3]]}
  - {id: most, label: {zh: 最大, en: Most}, hit: max, inputs: [land_area], output: {unit: ''}, rows: [['[0..500]', 1], ['[100..]', 2]]}
  - {id: fewest, label: {zh: 最小, en: Fewest}, hit: min, inputs: [land_area], output: {unit: ''}, rows: [['[0..500]', 2], ['[100..100000]', 1]]}
  - {id: points, label: {zh: 得分, en: Points}, stage: construction, hit: sum, inputs: [land_area, source], output: {unit: ''}, rows: [['[0..500]', '-', 1], ['-', new, 2], ['[100..100000]', stock, 4]]}
  - {id: allowed, label: {zh: 允许, en: Allowed}, stage: application, inputs: [source], output: {kind: truth}, rows: [[new, true], [stock, false]]}
"""


@cache
def base() -> Rulebook:
    """A rulebook with everything a condition can name, and no rule."""
    with tempfile.TemporaryDirectory() as folder:
        home = write_rulebook(Path(folder), NAMES.replace("'[100..]'", "'[100..100000]'"))
        (home / "vocabulary.yaml").write_text(with_stages(), encoding="utf-8")
        return load_rulebook(home)


def stage(id_: str) -> Stage:
    """The stage of that id."""
    return next(one for one in base().vocabulary.stages.every if one.id == id_)


@cache
def environment() -> e.Environment:
    """What conditions over the base rulebook may name."""
    book = base()
    definitions = {d.id: e.Definition(d.id, d.label, d.type, d.subject) for d in book.definitions.values()}
    heavy = e.NamedList("heavy", (t.String("31"), t.String("3011")))
    tables = {
        table.id: e.TableSignature(
            table.id,
            tuple(field_type(i.field) for i in table.inputs if isinstance(i, t.FieldRef)),
            TRUTH if table.output is None else Type("number", table.output.dimension),
        )
        for table in book.tables.values()
    }
    return e.Environment(book.vocabulary, definitions, {"heavy": heavy}, {}, tables)


def checked(text: str, subject: str = "project") -> t.Condition:
    """The condition of that text, checked."""
    return c.check(parse(text, Place("generated", 1, 1)), environment(), subject)


COMPARATORS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
AMOUNTS = st.sampled_from(["0", "99.99", "100", "499.999", "500", "500.001", "1000"])

BUILDING_ATOMS = st.one_of(
    st.builds("storeys {} {} 层".format, COMPARATORS, st.sampled_from(["2", "3"])),
    st.builds("floor_area {} {} 平方米".format, COMPARATORS, st.sampled_from(["4999", "5000"])),
    st.sampled_from(["tall", "known(storeys)", "storeys in [1 层..3 层)", "in_zone"]),
)

OF_PERSONS = st.sampled_from(["polluting", "not polluting", "accepted", "polluting or accepted"])

ATOMS = st.one_of(
    st.builds("land_area {} {} 亩".format, COMPARATORS, AMOUNTS),
    st.builds("investment {} {} 万元".format, COMPARATORS, st.sampled_from(["9999", "10000", "10001"])),
    st.builds("investment / land_area {} 20 万元/亩".format, COMPARATORS),
    st.builds("intensity {} least(code)".format, COMPARATORS),
    st.builds("step(land_area, source) {} {}".format, COMPARATORS, st.sampled_from(["1", "2", "3"])),
    st.builds("most(land_area) {} 2".format, COMPARATORS),
    st.builds("fewest(land_area) {} 1".format, COMPARATORS),
    st.builds("points(land_area, source) {} 3".format, COMPARATORS),
    st.builds("land_area - 100 亩 {} cod * 1 亩 / 1 吨/年".format, COMPARATORS),
    st.builds("source {} {}".format, st.sampled_from(["=", "!="]), st.sampled_from(["new", "存量"])),
    st.builds("code {} '{}'".format, st.sampled_from(["=", "!="]), st.sampled_from(["31", "3011", "29"])),
    st.builds("agreed + {} <= as_of".format, st.sampled_from(["1 年", "6 月", "40 日"])),
    st.builds("count(building where {}) {} 2".format, BUILDING_ATOMS, COMPARATORS),
    st.builds(
        "{}(floor_area over building) {} 5000 平方米".format,
        st.sampled_from(["sum", "min", "max", "average"]),
        COMPARATORS,
    ),
    st.builds("({} building satisfies {})".format, st.sampled_from(["every", "some"]), BUILDING_ATOMS),
    OF_PERSONS,
    st.sampled_from(
        [
            "in_zone",
            "exempted",
            "big",
            "dense",
            "welcome",
            "known(cod)",
            "allowed(source)",
            "code in heavy",
            "code in {'29', '3011'}",
            "source in {new, stock}",
            "容积率 in conditions",
            "land_area between 100 亩 and 500 亩",
            "land_area in (100 亩..500 亩]",
            "unit_named != ''",
            "unit_named = '招商局'",
            "exempted = false",
            "land_granted",
            "start_date <= as_of",
            "project_stage in {lead, 供地}",
            "known(started)",
            "true",
            "false",
        ]
    ),
)


def conditions(atoms: st.SearchStrategy[str] = ATOMS) -> st.SearchStrategy[str]:
    """Condition texts: atoms joined by and, or, not."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("(not {})".format, inner),
        ),
        max_leaves=6,
    )


_DAY = "2015-06-01"
_VALUES = {
    "用地面积": ["0", "100", "499.999", "500亩", "500.001", "4 公顷", "约500亩", "不足100亩", "100—500亩", "超过500亩"],
    "investment": ["0", "9999", "1亿元", "10001", "2000万元", "约1亿元", "1亿元以上"],
    "cod": ["0", "100", "400 吨/年", "100—400"],
    "in_zone": ["是", "否"],
    "exempted": ["是", "否"],
    "source": ["new", "存量"],
    "conditions": ["容积率", "绿地率", "容积率、绿地率"],
    "code": ["31", "3110", "3011", "30", "2911", "29", "43"],
    "agreed": ["2014-06-01", "2014-06-02", "2014-12-01", "2015-04-22", "2015-04-23"],
    "unit_named": ["招商局", "“其他”=单位"],
    "project_stage": ["lead", "入驻申请", "land", "建设", "operation"],
}
_SELDOM = {
    "是否重污染": ["是", "否"],
    "accepted": ["是", "否"],
    "land_granted": ["是", "否"],
    "started": ["是", "否"],
    "start_date": ["2015-06-01", "2015-06-02"],
    "completed": ["2015-06-01", "2015-06-02"],
}
_BUILDING = {
    "storeys": ["2", "3", "4", "2—3层"],
    "floor_area": ["4999", "5000", "0.5万平方米", "不足5000", "5000平方米以上", "约5000"],
}
_VAGUE_DAYS = [
    Days(date(2014, 6, 1), date(2014, 6, 30)),
    Days(None, date(2014, 5, 31)),
    Days(date(2014, 6, 1), None),
    Days(date(2014, 11, 30), date(2015, 4, 22)),
]


def _mapping(values: dict[str, list[str]], *, none: int = 1) -> st.SearchStrategy[dict[str, object]]:
    """Each field given or not; `none` is how often it is not for each time that it is of a certain value."""
    fields = {key: st.sampled_from([None] * none + options) for key, options in values.items()}
    return st.fixed_dictionaries(fields).map(lambda d: {k: v for k, v in d.items() if v is not None})


_BUILDINGS = st.one_of(st.none(), st.lists(_mapping(_BUILDING), max_size=3))


def case_from(given: dict[str, object]) -> Case:
    """The case that an application with those fields makes."""
    node = read_yaml(json.dumps({"name": "某项目", **given}, ensure_ascii=False).encode(), "case.yaml")[0]
    return case_of(node, base().vocabulary, "project", "case")


def without(case: Case, *ids: str) -> Case:
    """The case as if those fields had not been given."""
    return replace(case, data=MappingProxyType({id_: datum for id_, datum in case.data.items() if id_ not in ids}))


def with_doubts(case: Case, ids: Iterable[str]) -> Case:
    """The case with its values of those fields in doubt."""
    doubted = {id_: case.data[id_] for id_ in ids}
    why = Text("存疑", "in doubt")
    doubts = tuple(Doubt(id_, why, datum.at, datum.written, why) for id_, datum in doubted.items())
    return replace(without(case, *doubted), doubts=(*case.doubts, *doubts))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Cases with any fields missing, in doubt, at a boundary, imprecise or in Chinese."""
    given = draw(_mapping(_VALUES)) | draw(_mapping(_SELDOM, none=8))
    buildings = draw(_BUILDINGS)
    case = case_from(given if buildings is None else {**given, "buildings": buildings})
    if "agreed" in case.data and (days := draw(st.sampled_from([None, None, *_VAGUE_DAYS]))) is not None:
        vague = case.data["agreed"]._replace(value=days)
        case = replace(case, data=MappingProxyType({**case.data, "agreed": vague}))
    stated = [id_ for id_ in case.data if id_ != "name"]
    return with_doubts(case, draw(st.sets(st.sampled_from(stated), max_size=2)) if stated else ())


def stages_asked() -> st.SearchStrategy[StageAsked | None]:
    """The stages that cases can be judged at, instead of what they state or where they state none; or none."""
    every = base().vocabulary.stages.every
    return st.sampled_from([*(StageAsked(one, unless_stated=u) for one in every for u in (True, False)), None])


def make_rule(
    number: int,
    *,
    when: str = "true",
    require: str | None = None,
    unless: Sequence[str] = (),
    force: Force = Force.CONDITION,
    subject: str = "project",
    since: Stage | None = None,
    applies: str | None = None,
) -> Rule:
    """A rule with those conditions, due from that stage; without a demand it grants.

    `applies` confines it as a rule of a pack that applies where that holds.
    """
    gate = checked(when, subject)
    if applies is not None:
        gate = t.All((t.Presumed(checked(applies)), gate))
    cite, text = Citation("文", "第一条", source="公报", confidence="A"), Text("甲", "A")
    exemptions = tuple(Exemption(checked(condition, subject), cite, text) for condition in unless)
    return Rule(
        f"CITY-{number}",
        "city",
        text,
        cite,
        subject,
        force,
        "",
        gate,
        None if require is None else checked(require, subject),
        text if require is None else None,
        exemptions,
        (),
        None,
        None,
        Period(),
        since,
        (),
        Place("rules.yaml", number),
    )


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    """Demands and grants of every force, about projects and about buildings, a few with a stage of their own."""
    made = []
    since = st.sampled_from([None, None, None, *base().vocabulary.stages.every[1:]])
    for number in range(draw(st.integers(1, 6))):
        subject = draw(st.sampled_from(["project", "project", "building"]))
        texts = conditions() if subject == "project" else conditions(st.one_of(ATOMS, BUILDING_ATOMS))
        grants = draw(st.booleans())
        made.append(
            make_rule(
                number,
                when=draw(st.one_of(st.just("true"), texts)),
                require=None if grants else draw(st.one_of(texts, OF_PERSONS)),
                unless=draw(st.lists(texts, max_size=2)),
                force=Force.PRIORITY if grants else draw(st.sampled_from(list(Force))),
                subject=subject,
                since=draw(since),
            )
        )
    return made


def territories() -> st.SearchStrategy[str | None]:
    """Where packs apply; half of them everywhere."""
    somewhere = st.one_of(st.sampled_from(["in_zone", "not exempted", "polluting"]), conditions())
    return st.one_of(st.none(), somewhere)


def edition_of(made: Sequence[Rule], applies: str | None = None) -> Edition:
    """An edition of the base rulebook with those rules, in a pack that applies where that holds, or everywhere."""
    if applies is None:
        return Edition(base(), base().packs, tuple(made))
    packs = tuple(replace(pack, applies=checked(applies)) for pack in base().packs)
    return replace(base(), packs=packs, rules=tuple(made)).edition(date(2015, 6, 1))
