"""What an office knows beside what the material of a case says: facts for all cases, findings on single ones."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from compliance.case import Case, Datum, PersonFinding
from compliance.errors import Problem, shown
from compliance.text import Text

_DIGITS = 10  # no file has more rows than so many digits count


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for every case of a run, and what persons have found of some.

    `settings` has a value for each field that an office sets, by its id: it fills what a case does not state.
    `findings` are by the id of a case, or by its place in a ledger, `sheet!row`.  Both can be sent to other processes.
    """

    settings: Mapping[str, Datum] = field(default_factory=dict)
    findings: Mapping[str, tuple[PersonFinding, ...]] = field(default_factory=dict)

    def on(self, case: Case) -> Case:
        """The case with what persons have found of it, beside what its own material says they have."""
        if not self.findings:
            return case
        found = tuple(one for key in keys_of(case) for one in self.findings.get(key, ()))
        return replace(case, findings=case.findings + found) if found else case

    def unmatched(self, named: Collection[str]) -> tuple[Problem, ...]:
        """The findings on cases that are not among those `named`, each case once, at the place of the first of them."""
        return tuple(Problem(found[0].at, _no_case(key)) for key, found in self.findings.items() if key not in named)

    def named(self, case: Case) -> Iterator[str]:
        """By what the findings on a case may name it; nothing where persons found nothing of it."""
        if self.on(case).findings:
            yield from keys_of(case)

    @property
    def digest(self) -> str | None:
        """One SHA-256 over the settings; None where nothing is set."""
        if not self.settings:
            return None
        lines = (f"{id_}={datum.written}" for id_, datum in sorted(self.settings.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """What tells these facts from others, the findings among them."""
        return hashlib.sha256(repr((self.digest, sorted(self.findings.items()))).encode()).hexdigest()


def keys_of(case: Case) -> Iterator[str]:
    """By what findings name a case: its id, and its place where it is a row of a sheet."""
    yield case.id
    sheet = case.at.file.partition("!")[2]
    if sheet and case.at.line and (place := f"{sheet}!{case.at.line}") != case.id:
        yield place


def rows_named(keys: Iterable[str]) -> list[int]:
    """The numbers of rows by which findings may name their cases, of one sheet or another."""
    last = (key.rpartition("!")[2] for key in keys)
    return [int(row) for row in last if row.isascii() and row.isdigit() and len(row) < _DIGITS]


def _no_case(key: str) -> Text:
    said = shown(key)
    zh, en = f"材料中没有项目“{said}”,此项认定未用", f"there is no project {said!r}; what was found of it is not used"
    return Text(zh, en)


NO_FACTS = Facts()
