"""Registers of names: what may stand in a field, how else it is spelled, and what is known of each name and when."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import combinations

from compliance.errors import Place, shown
from compliance.nodes.tree import Node
from compliance.text import Text
from compliance.vocabulary.folding import fold

CLOSEST = 3
_LONGEST = 200
_CLOSE = 0.5
_BETWEEN = "[一-龥]{1,10}"  # what a township may be called before the word for one


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a register: what is known of a name from `start` to `end`, both days included; None is open.

    `status` is empty where it is not known; `facts` has what stands in the columns that only this register has, by
    their headings; `complete` says that what they list is all there is.
    """

    name: str
    aliases: tuple[str, ...]
    status: str
    start: date | None
    end: date | None
    facts: Mapping[str, str]
    complete: bool
    source: str
    confidence: str
    at: Place


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """The names that a text field may hold, by a file.

    `lists` is what an entry is called; `statuses` has the words for each status; `none` are words that say that there
    is no such thing.  Before a name may stand any of `within`, in that order, and behind it a township, that is words
    that end in one of `followed_by`.  `infer` says what follows from an entry, raw; None if nothing does.
    A whole ledger lists the names that have one of the statuses `expected`.
    `names` are those listed; `spellings` has the name that each spelling means, without differences of width, case and
    spaces.  `townships` is a pattern of a name with a township behind it, and one of two names; None if there are none.
    """

    id: str
    lists: Text
    file: str
    entries: tuple[Entry, ...]
    statuses: Mapping[str, Text] = field(default_factory=dict)
    none: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    infer: Node | None = None
    expected: tuple[str, ...] = ()
    names: tuple[str, ...] = field(init=False, repr=False)
    spellings: Mapping[str, str] = field(init=False, repr=False)
    townships: tuple[str, str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(dict.fromkeys(entry.name for entry in self.entries)))
        object.__setattr__(self, "spellings", self._spelled())
        object.__setattr__(self, "townships", self._patterns())

    def read(self, written: str) -> str | None:
        """The name as the register has it, or its word for none; None for what it does not list.

        Width, case and spaces do not matter.
        """
        if len(written) > _LONGEST:
            return None
        wanted = fold(written)
        if (found := self.spellings.get(wanted)) is not None or self.townships is None:
            return found
        township, two_names = self.townships
        match = re.fullmatch(township, wanted)
        return self.spellings[match[1]] if match and not re.search(two_names, wanted) else None

    @property
    def longest_first(self) -> list[str]:
        """The names, each before those that are part of it."""
        return sorted(self.names, key=len, reverse=True)

    def lists_name(self, value: str) -> bool:
        """Whether a value is one of its names, or of its words for none."""
        return value in self.names or value in self.none

    def closest(self, written: str) -> tuple[str, ...]:
        """The names that may be meant by one that is not listed, closest first, at most `CLOSEST`."""
        return _closest(self, fold(written[:_LONGEST]))

    def why_unlisted(self, written: str) -> Text:
        """What is said of a name that is not listed: and the closest that are."""
        close, said = self.closest(written), shown(written)
        zh, en = f"{self.lists.zh}名册没有“{said}”", f"The register has no {self.lists.en} “{said}”"
        quoted = ", ".join(f"“{name}”" for name in close)
        ask = (f",是否为 {'、'.join(close)}?", f"; is it {quoted}? C") if close else (";", "; c")
        return Text(
            f"{zh}{ask[0]}请核对;确有其名的,由本单位补入 {self.file}",
            f"{en}{ask[1]}heck it, or have the office add it to {self.file}",
        )

    def expected_on(self, day: date) -> tuple[Entry, ...]:
        """The entries of a day that a whole ledger lists, in the order of the file."""
        return tuple(
            entry
            for entry in self.entries
            if entry.status in self.expected and (entry.start or day) <= day <= (entry.end or day)
        )

    def of(self, name: str) -> tuple[Entry, ...]:
        """The entries of that name, by their days."""
        found = [entry for entry in self.entries if entry.name == name]
        return tuple(sorted(found, key=lambda entry: entry.start or date.min))

    def _spelled(self) -> dict[str, str]:
        """What each spelling means, without differences of width, case and spaces; fewer words before it win."""
        plain = {fold(word): word for word in self.none}
        plain |= {fold(alias): entry.name for entry in self.entries for alias in entry.aliases}
        plain |= {fold(name): name for name in self.names}
        found = dict(plain)
        for count in range(1, len(self.within) + 1):
            for before in combinations(map(fold, self.within), count):
                for spelled, name in plain.items():
                    if name not in self.none:
                        found.setdefault("".join(before) + spelled, name)
        return found

    def _patterns(self) -> tuple[str, str] | None:
        if not self.followed_by:
            return None
        before = "".join(f"(?:{re.escape(fold(word))})?" for word in self.within)
        names = "|".join(re.escape(fold(name)) for name in self.longest_first)
        words = "|".join(re.escape(fold(word)) for word in self.followed_by)
        return f"{before}({names}){_BETWEEN}(?:{words})", f"(?:{names}).*(?:{names})"


@lru_cache(maxsize=1024)
def _closest(register: Register, wanted: str) -> tuple[str, ...]:
    spelled = {fold(word): entry.name for entry in register.entries for word in (entry.name, *entry.aliases)}
    close = difflib.get_close_matches(wanted, spelled, n=len(spelled) or 1, cutoff=_CLOSE)
    return tuple(dict.fromkeys(spelled[word] for word in close))[:CLOSEST]
