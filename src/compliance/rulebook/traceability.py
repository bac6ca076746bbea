"""The text of a policy document with every passage accounted for: by rules, as a heading, or as not checkable."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from compliance.errors import Place, Problem, shown
from compliance.rulebook.citation import source_text
from compliance.rulebook.model import Citation, Force, Pack, Passage, Rulebook
from compliance.text import Text

Part = Literal["rule", "definition", "interpretation", "pack"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something of the rulebook that quotes the document.  Only rules have a force."""

    part: Part
    id: str
    label: Text
    force: Force | None
    quote: str
    clause: str
    at: Place


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that the same claims and passages cover; neither for one that nothing covers."""

    text: str
    section: str
    claims: tuple[Claim, ...]
    passage: Passage | None

    @property
    def uncovered(self) -> bool:
        """Whether the stretch has words that nothing accounts for; marks of punctuation need no account."""
        return not self.claims and self.passage is None and _words(self.text) > 0


@dataclass(frozen=True, slots=True)
class Trace:
    """A document in spans, in its order; `words` counts its letters and digits, `covered` those accounted for."""

    pack: Pack
    spans: tuple[Span, ...]
    words: int
    covered: int
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether every word is accounted for, and none twice by mistake."""
        return self.covered == self.words and not self.problems


def trace(rulebook: Rulebook, pack: Pack) -> Trace:
    """The document of a pack, accounted for; a pack without its text has no spans."""
    return _Tracer(rulebook, pack).trace()


class _Tracer:
    def __init__(self, rulebook: Rulebook, pack: Pack) -> None:
        self._pack = pack
        self._claims = [claim for claim in _claims(rulebook, pack) if claim.quote]
        self._source = source_text(pack.text)
        self._problems: list[Problem] = []

    def trace(self) -> Trace:
        text = self._pack.text
        claimed = [(start, start + len(claim.quote), claim) for claim in self._claims for start in self._starts(claim)]
        self._report_crossing(claimed)
        placed = list(self._placed(claimed))
        ends = {0, len(text)}.union(*({start, end} for start, end, _ in [*claimed, *placed]))
        cuts = sorted(ends | set(self._source.starts))
        spans = []
        for start, end in pairwise(cuts):
            claims = tuple(claim for first, last, claim in claimed if first <= start and end <= last)
            passage = next((p for first, last, p in placed if first <= start and end <= last), None)
            spans.append(Span(text[start:end], self._source.section_at(start), claims, passage))
        missing = sum(_words(span.text) for span in spans if span.uncovered)
        return Trace(self._pack, tuple(spans), _words(text), _words(text) - missing, tuple(self._problems))

    def _starts(self, claim: Claim) -> list[int]:
        """Where the quote stands in the section that its clause names."""
        return [
            start
            for start in _occurrences(self._source.text, claim.quote)
            if claim.clause.startswith(self._source.section_at(start))
        ]

    def _placed(self, claimed: list[tuple[int, int, Claim]]) -> Iterator[tuple[int, int, Passage]]:
        """Each passage at the first place that nothing else covers."""
        taken = [(start, end) for start, end, _ in claimed]
        for passage in self._pack.passages:
            starts = _occurrences(self._source.text, passage.quote)
            free = [s for s in starts if not any(s < end and first < s + len(passage.quote) for first, end in taken)]
            if not free:
                said = shown(passage.quote, 30)
                message = Text(
                    f"“{said}”已另有规则或段落认领,不能再标为标题或不可核对",
                    f"{said!r} is claimed already; it cannot also be a heading or not checkable",
                )
                self._problems.append(Problem(passage.at, message))
                continue
            taken.append((free[0], free[0] + len(passage.quote)))
            yield free[0], free[0] + len(passage.quote), passage

    def _report_crossing(self, claimed: list[tuple[int, int, Claim]]) -> None:
        """Two quotes may be equal, or one lie in the other; where they cross, one was cut wrongly."""
        rules = sorted(((s, e, c) for s, e, c in claimed if c.part == "rule"), key=lambda found: found[:2])
        for index, (start, end, claim) in enumerate(rules):
            for other_start, other_end, other in rules[index + 1 :]:
                if other_start >= end:
                    break
                if start < other_start and end < other_end:
                    message = Text(
                        f"{claim.id} 与 {other.id} 的引文部分重叠,其一截取有误",
                        f"the quotes of {claim.id} and {other.id} overlap in part; one is cut wrongly",
                    )
                    self._problems.append(Problem(other.at, message))


def _claims(rulebook: Rulebook, pack: Pack) -> Iterator[Claim]:
    for rule in rulebook.rules:
        if rule.pack == pack.id:
            yield _claim("rule", rule.id, rule.title, rule.force, rule.cite, rule.at)
    for definition in rulebook.definitions.values():
        if definition.pack == pack.id and definition.cite is not None:
            yield _claim("definition", definition.id, definition.label, None, definition.cite, definition.at)
    for reading in rulebook.interpretations.values():
        if reading.cite is not None and reading.cite.document == pack.document:
            yield _claim("interpretation", reading.id, reading.label, None, reading.cite, reading.at)
    if pack.yields_cite is not None:
        label = Text("从其规定", "Yields to superior rules")
        yield _claim("pack", pack.id, label, None, pack.yields_cite, Place(f"{pack.id}/pack.yaml"))


def _claim(part: Part, id_: str, label: Text, force: Force | None, cite: Citation, at: Place) -> Claim:
    return Claim(part, id_, label, force, cite.quote, cite.clause, at)


def _occurrences(text: str, quote: str) -> list[int]:
    found, start = [], text.find(quote)
    while start >= 0:
        found.append(start)
        start = text.find(quote, start + 1)
    return found


def _words(text: str) -> int:
    return sum(character.isalnum() for character in text)
