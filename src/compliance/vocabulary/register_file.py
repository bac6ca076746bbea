"""Read the file of a register: a CSV with a line for each name, or for each span of days of a name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.nodes.csv_rows import csv_rows
from compliance.quantity.days import read_days
from compliance.quantity.units import QuantityError
from compliance.text import Text
from compliance.vocabulary.folding import fold
from compliance.vocabulary.register import Entry

NEEDED = ("name", "aliases", "status", "source", "confidence")
OPTIONAL = ("from", "to", "complete")

_LISTING = re.compile(r"[、;；]")
_GRADES = ("A", "B", "C", "M")
_YES = ("是", "true")
_NO = ("", "否", "false")


def read_register_file(
    content: bytes, name: str, statuses: Sequence[str], facts: Sequence[str], none: Sequence[str]
) -> tuple[Entry, ...]:
    """The entries of a register, in the order of lines.

    `statuses` are those that the column `status` may hold, `facts` the further columns that there must be, `none` the
    words that no entry may have for a name.
    Raises: InputError with every fault, each with its line.
    """
    rows = csv_rows(content, name)
    header = [cell.strip() for cell in next(rows, (Place(name), []))[1]]
    if faults := list(_faults_of_header(header, Place(name, 1), facts)):
        raise InputError(faults)
    problems: list[Problem] = []
    entries: list[Entry] = []
    for at, cells in rows:
        if any(cell.strip() for cell in cells):
            try:
                entries.append(_Line(_named(header, cells, at), at).entry(statuses, facts))
            except InputError as error:
                problems += error.problems
    if not entries and not problems:
        problems.append(_problem(Place(name), "名册没有一行内容", "the register has no entry"))
    problems += _shared_names(entries, none)
    problems += _overlaps(entries)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.place))
    return tuple(entries)


def _faults_of_header(header: Sequence[str], at: Place, facts: Sequence[str]) -> Iterator[Problem]:
    needed = (*NEEDED, *facts)
    known = (*needed, *OPTIONAL)
    if missing := [column for column in needed if column not in header]:
        listed = "、".join(missing), ", ".join(missing)
        yield _problem(at, f"首行缺少列:{listed[0]}", f"the first line lacks the columns {listed[1]}")
    for column in header:
        if column not in known:
            meant = nearest(column, known)
            zh = f"没有“{shown(column)}”这一列" + (f";是否为“{meant}”?" if meant else f";可用:{'、'.join(known)}")
            en = f"no column is called {shown(column)!r}; "
            yield _problem(at, zh, en + (f"did you mean {meant!r}?" if meant else f"there are {', '.join(known)}"))
        elif header.count(column) > 1:
            yield _problem(at, f"列“{column}”重复", f"the column {column!r} stands twice")


def _named(header: Sequence[str], cells: Sequence[str], at: Place) -> Mapping[str, str]:
    if len(cells) != len(header):
        zh, en = f"此行须有 {len(header)} 列", f"this line must have {len(header)} columns"
        raise InputError([_problem(at, zh, en)])
    return {column: cell.strip() for column, cell in zip(header, cells, strict=True)}


class _Line:
    """One line of a register."""

    def __init__(self, cells: Mapping[str, str], at: Place) -> None:
        self._cells = cells
        self._at = at
        self._problems: list[Problem] = []

    def entry(self, statuses: Sequence[str], facts: Sequence[str]) -> Entry:
        """The entry that it states.  Raises: InputError with every fault of the line."""
        cells = self._cells
        start, end = self._day("from"), self._day("to")
        if not cells["name"]:
            self._report("缺少名称(name)", "the name is missing")
        if cells["status"] and cells["status"] not in statuses:
            allowed = "、".join(statuses) or "空", ", ".join(statuses) or "nothing"
            zh = f"status 不能是“{shown(cells['status'])}”;可填:{allowed[0]};未知的留空"
            en = f"status cannot be {shown(cells['status'])!r}; it is one of {allowed[1]}, or blank where not known"
            self._report(zh, en)
        if start and end and start > end:
            self._report("from 晚于 to", "'from' lies after 'to'")
        if cells["confidence"] not in ("", *_GRADES):
            grades = "、".join(_GRADES)
            self._report(f"confidence 须为 {grades} 之一", f"confidence must be one of {', '.join(_GRADES)}")
        if not cells["source"] and (cells["status"] or any(cells[fact] for fact in facts)):
            self._report("须写明来源(source)", "say where this was read (source)")
        complete = cells.get("complete", "")
        if complete.casefold() not in (*_YES, *_NO):
            self._report("complete 须为 是 或 否", "complete must be 是 or 否 (true or false)")
        if self._problems:
            raise InputError(self._problems)
        return Entry(
            cells["name"],
            listed(cells["aliases"]),
            cells["status"],
            start,
            end,
            {fact: cells[fact] for fact in facts},
            complete.casefold() in _YES,
            cells["source"],
            cells["confidence"],
            self._at,
        )

    def _day(self, column: str) -> date | None:
        written = self._cells.get(column, "")
        try:
            found = read_days(written) if written else None
        except QuantityError as error:
            self._report(f"{column}:{error.text.zh}", f"{column}: {error.text.en}")
            return None
        if found is None or isinstance(found, date):
            return found
        zh = f"{column} 须为一个日期,如 2015-05-13,而不是“{shown(written)}”"
        self._report(zh, f"{column} must be one day such as 2015-05-13, not {shown(written)!r}")
        return None

    def _report(self, zh: str, en: str) -> None:
        self._problems.append(_problem(self._at, zh, en))


def listed(cell: str) -> tuple[str, ...]:
    """What a cell lists, separated by 、 or ;."""
    return tuple(word.strip() for word in _LISTING.split(cell) if word.strip())


def _shared_names(entries: Sequence[Entry], none: Sequence[str]) -> Iterator[Problem]:
    """Each name and alias means one thing, and something."""
    meant: dict[str, str] = {}
    nothing = set(map(fold, none))
    for entry in entries:
        for word in dict.fromkeys((entry.name, *entry.aliases)):
            if fold(word) in nothing:
                zh = f"“{shown(word)}”表示没有,不能作名称"
                yield _problem(entry.at, zh, f"{shown(word)!r} says that there is none and is no name")
            other = meant.setdefault(fold(word), entry.name)
            if other != entry.name:
                zh, en = f"“{shown(word)}”已指“{shown(other)}”", f"{shown(word)!r} already means {shown(other)!r}"
                yield _problem(entry.at, zh, en)


def _overlaps(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Of one name, each day lies in one line: by their first days, none begins before the last day of one before it."""
    latest: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.start or date.min, entry.at)):
        before = latest.get(entry.name)
        if before is not None and (before.end is None or entry.start is None or entry.start <= before.end):
            line, at = sorted((before.at, entry.at))
            zh = f"“{shown(entry.name)}”与第 {line.line} 行的日期重叠;请用 from、to 分开"
            yield _problem(at, zh, f"{shown(entry.name)!r} overlaps line {line.line}; part them by from and to")
        if before is None or (before.end is not None and (entry.end is None or entry.end > before.end)):
            latest[entry.name] = entry


def _problem(at: Place, zh: str, en: str) -> Problem:
    return Problem(at, Text(zh, en))
