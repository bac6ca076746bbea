"""One durable_rules ruleset behind a wrapper that refuses whatever the library would get wrong.

The extension module is driven directly: its Host starts timer threads and swallows errors.
"""

import itertools
import json
import weakref
from collections.abc import Mapping
from dataclasses import dataclass

import durable_rules_engine as library

from compliance.engines.durable.formula import Formula, Key, Scalar, keys, stated

MOST_RULES = 50  # more than 64 rules true on one fact: error 303, and nothing fires
MOST_KEYS = 200  # from 253 properties on: error 302
LONGEST_STRING = 1000  # lengths wrap at 65,536
LARGEST = 2**53  # larger integers lose digits or saturate
LAST = 65535  # priorities are unsigned shorts, lowest first

_SENTINEL = "drained"
_PRESENT = "present"
_RESERVED = frozenset({"id", "sid", _PRESENT})
_SID = "case"
_OK = 0
_numbers = itertools.count(1)
_encode = json.JSONEncoder(ensure_ascii=False).encode


class EngineError(Exception):
    """The engine did not do what it must; an error of the program, never a finding about a case."""


@dataclass(frozen=True, slots=True)
class Production:
    """A rule as durable_rules knows it: a name that is recorded when the formula holds; lowest priority first."""

    name: str
    formula: Formula
    priority: int


class Ruleset:
    """At most `MOST_RULES` productions, compiled once."""

    def __init__(self, productions: tuple[Production, ...]) -> None:
        _check(productions)
        self.keys = tuple(sorted({key for production in productions for key in keys(production.formula)}))
        definition: dict[str, object] = {
            p.name: {"pri": p.priority, "all": [{"m": stated(p.formula)}]}
            for p in productions
            if not isinstance(p.formula, bool)
        }
        definition[_SENTINEL] = {"pri": LAST, "all": [{"m": {_PRESENT: True}}]}
        self._always = frozenset(p.name for p in productions if p.formula is True)
        self._limit = len(definition) * _branches(productions) + 1
        self._handle = library.create_ruleset(f"compliance-{next(_numbers)}", _encode(definition))
        weakref.finalize(self, library.delete_ruleset, self._handle)

    def fire(self, fact: Mapping[str, Scalar]) -> frozenset[str]:
        """The names of the productions whose formulas hold on the fact.

        Raises: EngineError if the fact cannot be stated exactly or the agenda was not drained.
        """
        known = {key: fact[key] for key in self.keys if key in fact}
        if not known:
            return self._always  # every other formula reads a key
        for key, value in known.items():
            _check_value(key, value)
        message = _encode({**known, _PRESENT: True, "sid": _SID, "id": 1})
        status, state = library.assert_fact(self._handle, message)
        if status != _OK:
            raise EngineError(f"durable_rules did not accept a fact: status {status}")
        try:
            return self._always | self._drain(state)
        finally:
            library.delete_state(self._handle, _SID)

    def _drain(self, state: int) -> frozenset[str]:
        fired: list[str] = []
        result = library.start_action_for_state(self._handle, state)
        message = result[1] if result else None
        while message:
            fired.append(message[2 : message.index('"', 2)])  # {"name": the whole fact again}
            if len(fired) > self._limit:
                raise EngineError("durable_rules fires without end")
            message = library.complete_and_start_action(self._handle, state)
        if not fired or fired[-1] != _SENTINEL:
            raise EngineError("durable_rules stopped before its agenda was drained")
        return frozenset(fired) - {_SENTINEL}


def _branches(productions: tuple[Production, ...]) -> int:
    """How often one production may fire at most: once for each branch of its disjunctions."""
    return max((sum(1 for _ in keys(p.formula)) for p in productions), default=1) ** 2 + 1


def _check(productions: tuple[Production, ...]) -> None:
    if len(productions) + 1 > MOST_RULES:
        raise EngineError(f"more than {MOST_RULES} rules in one ruleset")
    names = [production.name for production in productions]
    if len(set(names)) < len(names) or _SENTINEL in names:
        raise EngineError("rule names must be unique")
    if not all(0 <= production.priority < LAST for production in productions):
        raise EngineError("a priority must lie from 0 to 65534")
    used = sorted({key for production in productions for key in keys(production.formula)})
    if len(used) > MOST_KEYS:
        raise EngineError(f"more than {MOST_KEYS} keys in one ruleset")
    for key in used:
        if key in _RESERVED or not key.isidentifier() or not key.isascii() or key.startswith("_"):
            raise EngineError(f"{key!r} cannot be the key of a fact")
    hashes: dict[int, str] = {}
    for key in (*used, *_RESERVED):
        other = hashes.setdefault(_fnv1a(key), key)
        if other != key:
            raise EngineError(f"durable_rules cannot tell the keys {key!r} and {other!r} apart")
    for production in productions:
        for literal in _literals(production.formula):
            _check_value(production.name, literal)


def _literals(formula: Formula) -> list[Scalar]:
    match formula:
        case Key(literal=literal):
            return [literal]
        case bool():
            return []
        case _:
            return [literal for part in formula.parts for literal in _literals(part)]


def _check_value(key: str, value: Scalar) -> None:
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise EngineError(f"{key}: {value} is too large to be stated exactly")
    elif isinstance(value, str):
        if len(value) > LONGEST_STRING or not value.isprintable():
            raise EngineError(f"{key}: text too long or not printable")
    else:
        raise EngineError(f"{key}: {type(value).__name__} cannot be stated to durable_rules")


def _fnv1a(text: str) -> int:
    """The 32-bit hash by which durable_rules compares property names."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value
