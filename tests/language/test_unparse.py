"""A condition printed is the condition read."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Place
from compliance.language import tree as t
from compliance.language.parse import parse
from compliance.language.unparse import unparse
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit
from tests.strategies import checked, conditions

AT = Place("rules.yaml", 7, 12)
names = st.sampled_from(["land_area", "用地面积", "a", "in_zone"]).map(t.Name)
numbers = st.builds(
    lambda amount, symbol: t.Number(Quantity(Fraction(amount), unit(symbol))),
    st.decimals(min_value=-1000, max_value=1000, places=2).map(Decimal),
    st.sampled_from(["", "亩", "万元/亩", "%", "层"]),
)
strings = st.text(alphabet="甲乙ab'“ ", max_size=4).map(t.String)
days = st.dates().map(t.Day)


def terms() -> st.SearchStrategy[t.Term]:
    """Terms as the parser gives them."""
    return st.recursive(
        st.one_of(names, numbers, strings, days),
        lambda inner: st.one_of(
            st.builds(t.Arithmetic, st.sampled_from("+-*/"), inner, inner),
            st.builds(t.Lookup, st.just("least"), st.lists(inner, min_size=1, max_size=2).map(tuple)),
            st.builds(t.Aggregate, st.just("sum"), inner, names, st.none()),
        ),
        max_leaves=4,
    )


options = st.one_of(
    names,
    st.lists(terms(), min_size=1, max_size=3).map(lambda values: t.Choice(tuple(values))),
    st.builds(t.Interval, terms(), terms(), st.booleans(), st.booleans()),
)
parts = st.one_of(
    names,
    st.booleans().map(t.Truth),
    names.map(t.Known),
    st.builds(t.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), terms(), terms()),
    st.builds(t.Membership, terms(), options),
)
trees = st.recursive(
    parts,
    lambda inner: st.one_of(
        inner.map(t.Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda cs: t.All(tuple(cs))),
        st.lists(inner, min_size=2, max_size=3).map(lambda cs: t.AnyOf(tuple(cs))),
        st.builds(t.Quantified, st.sampled_from(["every", "some"]), names, inner),
        st.builds(t.Aggregate, st.just("count"), st.none(), names, inner).map(
            lambda a: t.Comparison(">=", a, t.Number(Quantity(Fraction(2), unit(""))))
        ),
    ),
    max_leaves=5,
)


@given(trees)
def test_a_printed_tree_parses_to_itself(tree: t.Condition) -> None:
    assert parse(unparse(tree), AT) == tree


@given(conditions())
def test_a_checked_condition_prints_to_one_that_means_the_same(text: str) -> None:
    tree = checked(text)
    assert checked(unparse(tree)) == tree
