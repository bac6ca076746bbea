"""The page of a document links its text and the rules both ways."""

import re
from html.parser import HTMLParser

from compliance.report.rulebook.traceability import to_html
from compliance.rulebook.model import Rulebook
from compliance.rulebook.traceability import Trace, trace

PLAN = "pingdingshan-2015"


def traced(book: Rulebook) -> Trace:
    """The plan, accounted for by that rulebook."""
    return trace(book, book.pack(PLAN))


class _Page(HTMLParser):
    """The ids and links of a page, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if identity := given.get("id"):
            self.ids.append(identity)
        if link := given.get("href"):
            self.links.append(link)
        self.fetched += [value for key, value in attributes if key == "src" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_links_text_and_rules_both_ways_and_fetches_nothing(rulebook: Rulebook) -> None:
    page = _Page(to_html(traced(rulebook), "zh"))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.fetched == []
    assert "“一批”没有数量" in page.text
    plan_rules = {rule.id for rule in rulebook.rules if rule.pack == PLAN}
    assert plan_rules <= {link.removeprefix("#") for link in page.links}
    assert "力争全年搬迁村庄18个" in re.sub(r"\s", "", page.text)


def test_the_english_page_keeps_the_quotes_and_translates_the_rest(rulebook: Rulebook) -> None:
    page = _Page(to_html(traced(rulebook), "en"))
    assert "18 villages are moved" in page.text
    assert "prohibition" in page.text
    assert "严禁 ·" not in page.text
    assert "定义 ·" not in page.text
