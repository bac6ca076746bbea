"""Compose the page that reports allocations, and their JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from compliance.assessment.allocate import Award, Distribution, Share, Stock
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.ledger_reading import of_reading, reading_data
from compliance.report.content import Item, Page, Section, Tone
from compliance.report.review.as_json import quantity_data
from compliance.text import Lang, Text

SCHEMA = "compliance/allocation/1"
_TONES: dict[Share, Tone] = {
    Share.DRAWS: "good",
    Share.NOTHING_NEEDED: "good",
    Share.OFFSETS: "good",
    Share.SHORT: "bad",
    Share.MUST_OFFSET: "open",
    Share.OPEN: "open",
    Share.HELD: "open",
    Share.BARRED: "bad",
    Share.OUT: "plain",
}
_SHARES: Mapping[Share, Text] = {
    Share.DRAWS: Text("准予使用", "may draw"),
    Share.NOTHING_NEEDED: Text("不需使用", "needs none"),
    Share.OFFSETS: Text("自行挖潜已落实", "covered by own offsets"),
    Share.SHORT: Text("余量不足,不予使用", "not enough left"),
    Share.MUST_OFFSET: Text("须自行挖潜", "must find offsets"),
    Share.OPEN: Text("资料不全", "incomplete"),
    Share.HELD: Text("是否严禁待查清,暂不分配", "held apart: whether it is forbidden is open"),
    Share.BARRED: Text("严禁入驻,不予分配", "forbidden: gets nothing"),
    Share.OUT: Text("不参与分配", "not served"),
}


def compose_allocation(found: Sequence[Distribution], as_of: date, reading: LedgerReading, lang: Lang) -> Page:
    """The report on every allocation: what is left, then who draws, who must find offsets, and why."""

    def say(text: Text) -> str:
        return text.to(lang)

    sections = [section for one in found for section in _sections(one, lang)]
    sections += of_reading(reading, lang)
    facts = [(say(p.AS_OF_LEDGER), as_of.isoformat())]
    facts += [
        (
            say(one.allocation.label),
            f"“{one.allocation.cite.quote}”({one.allocation.cite.document} {one.allocation.cite.clause})",
        )
        for one in found
    ]
    return Page(
        say(p.ALLOCATION_TITLE), tuple(facts), None, tuple(s for s in sections if s.items), say(p.ALLOCATION_SIGNATURE)
    )


def _sections(one: Distribution, lang: Lang) -> Iterator[Section]:
    label = one.allocation.label.to(lang)
    stocks = tuple(_stock(stock, lang) for stock in one.stocks)
    order = Item(p.ORDER.to(lang), one.allocation.id, ((p.RULE_BASIS.to(lang), one.allocation.basis.to(lang)),))
    yield Section(f"{label} · {p.LEFT.to(lang)}", "plain", (*stocks, order))
    for share, tone in _TONES.items():
        items = tuple(_award(award, lang) for award in one.awards if award.share is share)
        yield Section(f"{label} · {_SHARES[share].to(lang)}", tone, items)


def _stock(stock: Stock, lang: Lang) -> Item:
    heading = stock.resource.capacity.label.to(lang)
    if stock.capacity is None or stock.left is None:
        return Item(heading, p.UNKNOWN.to(lang), ())
    words = Text(
        f"共 {stock.capacity.show('zh')},使用 {stock.drawn.show('zh')},剩余 {stock.left.show('zh')}",
        f"{stock.capacity.show('en')} in all, {stock.drawn.show('en')} drawn, {stock.left.show('en')} left",
    )
    return Item(heading, words.to(lang), ())


def _award(award: Award, lang: Lang) -> Item:
    lines = [(p.REASON.to(lang), award.reason.to(lang))]
    if award.would is not None:
        lines.append((p.WOULD.to(lang), _SHARES[award.would].to(lang)))
    if Share.DRAWS in (award.share, award.would):
        drawn = (f"{n.resource.demand.label.to(lang)} {n.amount.show(lang)}" for n in award.needs)
        asked = p.DRAWN if award.share is Share.DRAWS else p.WOULD_DRAW
        lines.append((asked.to(lang), ("、" if lang == "zh" else ", ").join(drawn)))
    if award.priority is not None and award.priority.cite.quote:
        lines.append((p.QUOTE.to(lang), f"“{award.priority.cite.quote}”({award.priority.cite.clause})"))
    return Item(award.project.name, "", tuple(lines))


def to_json(found: Sequence[Distribution], as_of: date, digest: str, reading: LedgerReading, lang: Lang) -> str:
    """The allocations, indented and ending in a newline; amounts are exact decimals."""
    data = {
        "schema": SCHEMA,
        "lang": lang,
        "as_of": as_of.isoformat(),
        "rulebook_digest": digest,
        "allocations": [_as_data(one, lang) for one in found],
        **reading_data(reading, lang),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_data(one: Distribution, lang: Lang) -> dict[str, Any]:
    cite = one.allocation.cite
    return {
        "id": one.allocation.id,
        "label": one.allocation.label.to(lang),
        "citation": {"document": cite.document, "clause": cite.clause, "quote": cite.quote},
        "stocks": [
            {
                "resource": stock.resource.capacity.id,
                "capacity": quantity_data(stock.capacity, lang),
                "drawn": quantity_data(stock.drawn, lang),
                "left": quantity_data(stock.left, lang),
            }
            for stock in one.stocks
        ],
        "awards": [
            {
                "project": award.project.name,
                "share": award.share.value,
                "would": None if award.would is None else award.would.value,
                "priority": award.priority.label.to(lang) if award.priority else None,
                "needs": {n.resource.demand.id: quantity_data(n.amount, lang) for n in award.needs},
                "reason": award.reason.to(lang),
            }
            for award in one.awards
        ],
    }
