"""The rules about one subject as rulesets that run in order: definitions, which rules apply, then demands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from compliance.engines.durable.compiler import Atoms, derived
from compliance.engines.durable.formula import Formula, Key, Scalar, both, either, keys
from compliance.engines.durable.ruleset import MOST_KEYS, MOST_RULES, EngineError, Production, Ruleset
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.language import tree as t
from compliance.rulebook.model import Rule, Rulebook

_FAIL, _EXEMPT, _PASS = 0, 1, 2  # priorities, lowest first; see `_outcome`


class Plan:
    """Rules compiled once.  `settle` gives, for each rule, its outcome, or None where the rules stayed silent."""

    def __init__(self, rulebook: Rulebook, rules: Sequence[Rule]) -> None:
        self._atoms = Atoms()
        self._gates = _Gates()
        demands = [self._demand(number, rule) for number, rule in enumerate(rules)]
        conditions = _definitions(rulebook, rules) | self._gates.conditions
        self._deriving = [
            _rulesets([_deriving(key, conditions[key], self._atoms) for key in level]) for level in _levels(conditions)
        ]
        self._demands = _rulesets(demands)
        self._judged = [
            (self._gates.key(rule.when), *(_name(number, part) for part in (_EXEMPT, _FAIL, _PASS)))
            for number, rule in enumerate(rules)
        ]

    def settle(self, evaluation: Evaluation) -> list[Outcome | None]:
        """The outcome of each rule on the case, or the record, that the evaluation sees."""
        fact: dict[str, Scalar] = {}
        for atom in self._atoms:
            value = atom.read(evaluation)
            if value is not None:
                fact[atom.key] = value
        for rulesets in self._deriving:
            fact |= _derived(_fired(rulesets, fact))
        fired = _fired(self._demands, fact)
        return [
            Outcome.NOT_APPLICABLE
            if fact.get(applies) is False
            else _outcome(exempt in fired, fail in fired, pass_ in fired)
            for applies, exempt, fail, pass_ in self._judged
        ]

    def _demand(self, number: int, rule: Rule) -> tuple[Production, ...]:
        applies = self._gates.key(rule.when)
        exempt = [self._gates.key(exemption.condition) for exemption in rule.exemptions]
        certain = both([Key(applies, "=", True), *(Key(key, "=", False) for key in exempt)])
        overridden = either([Key(key, "=", True) for key in exempt])
        if rule.require is None:
            met: Formula = certain  # a grant that is exempt is not certain, and so is not granted
            unmet: Formula = False
        else:
            met = self._atoms.formula(rule.require, True)
            unmet = both([certain, self._atoms.formula(rule.require, False)])
        return (
            Production(_name(number, _EXEMPT), overridden, _EXEMPT),
            Production(_name(number, _FAIL), unmet, _FAIL),
            Production(_name(number, _PASS), met, _PASS),
        )


class _Gates:
    """Conditions that decide whether a rule applies: derived facts, each condition once, absent where unknown."""

    def __init__(self) -> None:
        self._keys: dict[t.Condition, str] = {}

    def key(self, condition: t.Condition) -> str:
        """The key whose value says whether the condition holds; that of the definition where it is no more than one."""
        if isinstance(condition, t.DefinitionRef):
            return derived(condition.id)
        return self._keys.setdefault(condition, f"g{len(self._keys)}")

    @property
    def conditions(self) -> dict[str, t.Condition]:
        """The condition under each key."""
        return {key: condition for condition, key in self._keys.items()}


def _deriving(key: str, condition: t.Condition, atoms: Atoms) -> tuple[Production, ...]:
    """The productions that find the condition true and false."""
    return (
        Production(f"{key}+", atoms.formula(condition, True), 0),
        Production(f"{key}-", atoms.formula(condition, False), 0),
    )


def _derived(fired: frozenset[str]) -> dict[str, bool]:
    """The derived facts of the firings, of which no condition may have been found both true and false."""
    facts = {name[:-1]: name[-1] == "+" for name in fired}
    if len(facts) < len(fired):
        raise EngineError("a condition was found both true and false")
    return facts


def _outcome(exempt: bool, failed: bool, passed: bool) -> Outcome | None:
    if failed and (passed or exempt):
        raise EngineError("a rule was found both met and not met, or not met and exempt")
    if passed:
        return Outcome.PASS
    if exempt:
        return Outcome.OVERRIDDEN
    return Outcome.FAIL if failed else None


def _name(number: int, priority: int) -> str:
    return f"r{number}.{priority}"


def _fired(rulesets: Iterable[Ruleset], fact: Mapping[str, Scalar]) -> frozenset[str]:
    return frozenset().union(*(ruleset.fire(fact) for ruleset in rulesets))


def _rulesets(groups: Sequence[tuple[Production, ...]]) -> list[Ruleset]:
    """The productions in as few rulesets as the library bears; those that can never fire are left out."""
    rulesets: list[list[Production]] = [[]]
    used: set[str] = set()
    for production in (p for group in groups for p in group if p.formula is not False):
        read = set(keys(production.formula))
        if len(rulesets[-1]) == MOST_RULES - 1 or len(used | read) > MOST_KEYS:
            rulesets.append([])
            used = set()
        rulesets[-1].append(production)
        used |= read
    return [Ruleset(tuple(productions)) for productions in rulesets if productions]


def _definitions(rulebook: Rulebook, rules: Iterable[Rule]) -> dict[str, t.Condition]:
    """The conditions that definitions stand for, under the keys that the rules and one another derive."""
    found: dict[str, t.Condition] = {}
    waiting = {id_ for rule in rules for condition in rule.conditions() for id_ in _derives(condition)}
    while waiting:
        id_ = waiting.pop()
        meaning = found[derived(id_)] = rulebook.condition(id_)
        waiting |= {used for used in _derives(meaning) if derived(used) not in found}
    return found


def _levels(conditions: Mapping[str, t.Condition]) -> Iterator[list[str]]:
    """The keys in stages, each as early as can be: it uses only what earlier stages derive."""
    uses = {key: {derived(id_) for id_ in _derives(condition)} for key, condition in conditions.items()}
    sorter = TopologicalSorter(uses)
    sorter.prepare()
    while sorter.is_active():
        level = sorted(sorter.get_ready())
        yield level
        sorter.done(*level)


def _derives(condition: t.AnyNode) -> Iterator[str]:
    """The definitions that stand in a condition as conditions; those inside a term are computed with the term."""
    match condition:
        case t.DefinitionRef(id=id_):
            yield id_
        case t.All(conditions=parts) | t.AnyOf(conditions=parts):
            for part in parts:
                yield from _derives(part)
        case t.Not(condition=inner):
            yield from _derives(inner)
