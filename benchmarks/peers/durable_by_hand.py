"""The rules for durable_rules through its own Host, one lead at a time.

A fact holds the truth of each comparison, worked out beforehand, because the library's own arithmetic and negation are
unsound; what is unknown is left out, and no production reads it.  A production records the status it stands for, and
the first status of a rule counts.
"""

from collections.abc import Callable
from typing import Any

from durable.engine import Host

from benchmarks.peers.translation import Atom, Formula, Joined, Judge, Lead, cases
from benchmarks.peers.workload import edition
from compliance.engines.columnar.outcomes import Status

_TOGETHER = 10  # rules in a ruleset: with more than 64 productions true at once the library fires none
_POSITIVE = {"!=": "==", "<": ">=", ">": "<="}
_SID = "lead"


def judge(copies: int) -> Judge:
    """What the productions of all rules record of a lead."""
    facts: dict[str, _Comparisons] = {}
    fired: list[tuple[int, int, Status]] = []
    rules = edition(copies).rules
    rulesets: dict[str, dict[str, Any]] = {}
    for place, rule in enumerate(rules):
        name = f"rules_{copies}_{place // _TOGETHER}"
        productions, comparisons = rulesets.setdefault(name, {}), facts.setdefault(name, _Comparisons())
        for order, (formula, status) in enumerate(cases(rule)):
            if formula is not False:
                run = _recorder(fired, place, order, status)
                productions[f"rule_{place}_{status}"] = {"all": [{"m": comparisons.stated(formula)}], "run": run}
    host = Host()
    host.set_rulesets(rulesets)
    fact_of = {name: comparisons.compiled() for name, comparisons in facts.items()}

    def judged(lead: Lead) -> list[int]:
        fired.clear()
        for name in rulesets:
            host.assert_fact(name, {**fact_of[name](lead), "sid": _SID, "id": 1})
            host.delete_state(name, _SID)
        found = [Status.UNDETERMINED] * len(rules)
        for place, _, status in sorted(fired, reverse=True):
            found[place] = status
        return list(map(int, found))

    return judged


def _recorder(fired: list[tuple[int, int, Status]], place: int, order: int, status: Status) -> Callable[[object], None]:
    return lambda _context: fired.append((place, order, status))


class _Comparisons:
    """The comparisons that formulas name, each with its key in a fact."""

    def __init__(self) -> None:
        self._keys: dict[Atom, str] = {}

    def stated(self, formula: Formula) -> dict[str, object]:
        """The formula as durable_rules takes it."""
        match formula:
            case Atom(comparator=comparator, right=right):
                negated = comparator in _POSITIVE
                positive = formula._replace(comparator=_POSITIVE.get(comparator, comparator))
                if right == "False":
                    negated, positive = not negated, positive._replace(right="True")
                return {self._keys.setdefault(positive, f"c{len(self._keys)}"): not negated}
            case Joined(together=together, parts=parts):
                return {"$and" if together else "$or": [self.stated(part) for part in parts]}
            case _:
                raise NotImplementedError(formula)

    def compiled(self) -> Callable[[Lead], dict[str, bool]]:
        """The fact of a lead: each comparison whose fields are given."""
        names = sorted({field for atom in self._keys for field in atom.fields})
        lines = ["def fact(lead):", "    get, found = lead.get, {}", *(f"    {name} = get({name!r})" for name in names)]
        for atom, key in self._keys.items():
            given = " and ".join(f"{field} is not None" for field in atom.fields)
            lines.append(f"    if {given}: found[{key!r}] = {atom.left} {atom.comparator} {atom.right}")
        made: dict[str, Any] = {}
        exec(compile("\n".join([*lines, "    return found"]), "facts", "exec"), made)
        return made["fact"]  # type: ignore[no-any-return]
