"""A small register of zones and one of counties."""

from compliance.text import Text
from compliance.vocabulary.register import Register
from compliance.vocabulary.register_file import read_register_file

STATUSES = {"zone": Text("集聚区", "a zone"), "park": Text("园区", "a park")}
ZONES = """name,aliases,county,status,from,to,trades,complete,source,confidence
东山产业集聚区,东山集聚区、东山园;东区,东县,zone,,2015-05-12,,,某文,A
东山产业集聚区,东山集聚区,东县,park,2015-05-13,,,,某报,B
西山产业集聚区,西山集聚区,,,,,,,,M
"""
COUNTIES = """name,aliases,status,source,confidence
东县,,zone,某文,A
西市,西,zone,某文,A
高新区,,,,
新区,,,,
"""


def zones(text: str = ZONES) -> Register:
    """The register of zones whose file has that text."""
    entries = read_register_file(text.encode(), "zones.csv", tuple(STATUSES), ("county", "trades"), ("无", "未定"))
    return Register("zones", Text("集聚区", "zone"), "zones.csv", entries, STATUSES, ("无", "未定"), ("某市", "市"))


def counties() -> Register:
    """The register of counties."""
    entries = read_register_file(COUNTIES.encode(), "counties.csv", tuple(STATUSES), (), ())
    lists = Text("县", "county")
    return Register("counties", lists, "counties.csv", entries, STATUSES, (), ("某省", "某市"), ("街道", "镇"))
