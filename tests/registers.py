"""A small rulebook with a register of zones and one of counties, and what an office knows beyond it."""

from pathlib import Path

from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.rulebooks import add_pack, rule

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
classifications:
  trades: {label: {zh: 行业, en: Trades}, lists: {zh: 行业代码, en: code}, file: trades.csv}
registers:
  zones:
    lists: {zh: 集聚区, en: zone}
    file: zones.csv
    columns: [county, leads]
    statuses: {zone: {zh: 集聚区, en: a zone}, park: {zh: 园区, en: a park}, closed: {zh: 已撤销, en: closed}}
    none: [无]
    infer:
      - {field: county, column: county}
      - {field: in_zone, value: true, statuses: [zone, park], or_unknown: true}
      - {field: in_zone, value: false, statuses: [closed]}
      - {field: leading, column: leads, among: [trade, cluster]}
  counties: {lists: {zh: 县, en: county}, file: counties.csv, within: [某市], followed_by: [镇]}
project:
  name: {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  zone: {kind: text, register: zones, label: {zh: 集聚区, en: Zone}}
  county: {kind: text, register: counties, label: {zh: 县, en: County}}
  in_zone: {kind: bool, label: {zh: 是否入驻, en: In a zone}}
  leading: {kind: bool, label: {zh: 是否主导产业, en: Leading industry}}
  trade: {kind: code, classification: trades, label: {zh: 行业代码, en: Trade}}
  cluster: {kind: enum, label: {zh: 集群, en: Cluster}, values: {steel: {zh: 钢铁, en: Steel}, food: {zh: 食品, en: Food}}}
"""
ZONES = """name,aliases,county,status,from,to,leads,complete,source,confidence
东区,东山区,东县,zone,,2015-05-12,31、steel,,某文,A
东区,东山区,东县,park,2015-05-13,,31、steel,,某报,B
西区,,西县,,,,32,是,某文,C
南区,,,closed,2015-01-01,2015-06-30,,,某文,A
北区,,,,,,,,,M
"""
COUNTIES = "name,aliases,status,source,confidence\n东县,东,,某表,A\n西县,,,某表,A\n"
TRADES = "code\n3110\n3120\n3210\n1310\n"
RULES = "rules:\n" + "".join(
    rule(f"CITY-{number}", f'require: "{text}"')
    for number, text in enumerate(
        ("in_zone", "county = '东县'", "county in {'东县', '西县'}", "leading", "zone = '东区'", "known(county)"),
        start=1,
    )
)


def folder_of(folder: Path, *, vocabulary: str = VOCABULARY, zones: str = ZONES, rules: str = RULES) -> Path:
    """A rulebook folder with these registers."""
    folder.mkdir(exist_ok=True)
    files = {"vocabulary.yaml": vocabulary, "zones.csv": zones, "counties.csv": COUNTIES, "trades.csv": TRADES}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    add_pack(folder, rules)
    return folder


def book_of(folder: Path, *, vocabulary: str = VOCABULARY, zones: str = ZONES, rules: str = RULES) -> Rulebook:
    """The rulebook of such a folder."""
    return load_rulebook(folder_of(folder, vocabulary=vocabulary, zones=zones, rules=rules))
