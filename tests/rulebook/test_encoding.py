"""A rulebook is encoded as data: every value of it is kept, and no bytes make anything but values of listed classes."""

import json
import pickle
import random
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction

import pytest

from compliance.language import tree as t
from compliance.rulebook import encoding, model
from compliance.rulebook.encoding import decode, encode
from compliance.rulebook.model import Rulebook


def same(one: object, other: object) -> bool:
    """Whether two values are of the same classes with the same contents, places and what is compared by identity too."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if is_dataclass(one) and not isinstance(one, type):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if f.name != "cache")
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def test_nothing_of_a_rulebook_is_lost(rulebook: Rulebook) -> None:
    assert same(decode(encode(rulebook)), rulebook)
    assert not same(decode(encode(rulebook)), replace(rulebook, digest=""))


def test_what_was_one_object_stays_one(rulebook: Rulebook) -> None:
    decoded = decode(encode(rulebook))
    whens = {id(rule.when) for rule in rulebook.rules}
    assert len({id(rule.when) for rule in decoded.rules}) <= len(whens) < len(rulebook.rules)


def test_every_class_of_a_tree_and_of_a_rulebook_can_be_stored() -> None:
    unstored = {t.Node, t.Name, model.Edition}
    classes = {c for module in (t, model) for c in vars(module).values() if isinstance(c, type) and is_dataclass(c)}
    assert {c for c in classes if c.__module__ in (t.__name__, model.__name__)} - unstored <= set(encoding._CLASSES)


def test_a_class_that_is_not_listed_is_not_stored(rulebook: Rulebook) -> None:
    with pytest.raises(TypeError, match="Name is no class of a rulebook"):
        encode(replace(rulebook, reached=((rulebook.vocabulary.stages.every[0], t.Name("x")),)))


def test_the_listed_classes_are_frozen_or_have_no_effects() -> None:
    plain = (tuple, dict, frozenset, encoding.date, Fraction)
    for class_ in encoding._CLASSES:
        is_frozen = is_dataclass(class_) and class_.__dataclass_params__.frozen  # type: ignore[attr-defined]  # a dataclass has them
        assert is_frozen or class_ in plain or issubclass(class_, encoding.Enum | tuple)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        {},
        None,
        3,
        "rulebook",
        ["a text"],
        [[]],
        [["os.system", 0]],
        [[None]],
        [[10**6]],
        [[-1, 0]],
        [[0, 5]],
        [[0, "x"]],
        [[0, [0]]],
        ["x", [1, 0]],
        [1, 0, [3, 0, 1]],
        ["1e99999999", [3, 0]],
        ["1e99999999", 1, [3, 0, 1]],
        [99999, [4, 0, 0, 0]],
        ["no kind", [7, 0]],
        ["true", [len(encoding._CLASSES) - 1, 0]],
    ],
)
def test_rows_that_make_no_rulebook_are_refused(rows: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(json.dumps(rows).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"[1e999]",
        b"[NaN]",
        b"[" + b"9" * 5_000 + b"]",
        pickle.dumps({"a": 1}),
        b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.",
        b"cos\nsystem\n(S'true'\ntR.",
    ],
)
def test_bytes_that_are_no_rows_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(content)


def test_rows_changed_anywhere_make_a_rulebook_or_are_refused(rulebook: Rulebook) -> None:
    """Whatever is put in the place of whatever else: nothing but a ValueError comes of it."""
    rows, chance, refused = json.loads(encode(rulebook)), random.Random(94), 0
    for _ in range(60):
        changed = list(rows)
        for _ in range(chance.choice((1, 50))):
            place = chance.randrange(len(rows))
            changed[place] = chance.choice(
                (None, -1, "x", [], [place], [chance.randrange(70), 0, 1], rows[0], rows[-1])
            )
        try:
            decode(json.dumps(changed).encode())
        except ValueError:
            refused += 1
    assert refused > 20
