"""Engines that judge one lead at a time, each given the rules in its own language."""

from importlib import import_module

from benchmarks.peers.translation import Dialect, Judge, Lead, statuses
from benchmarks.peers.workload import fields

_NULLS = Dialect(
    field="{}",
    given="{} != null",
    both=" and ",
    either=" or ",
    true="true",
    false="false",
    choice="({condition} ? {yes} : {no})",
)


def plain_python(copies: int) -> Judge:
    """The rules as one compiled function of Python, whose names are the fields."""
    dialect = Dialect("{}", "{} is not None", " and ", " or ", "True", "False", "({yes} if {condition} else {no})")
    names = [field.id for field in fields()]
    source = "\n".join(
        [
            "def judge(lead):",
            "    get = lead.get",
            *(f"    {name} = get({name!r})" for name in names),
            f"    return [{', '.join(statuses(copies, dialect))}]",
        ]
    )
    made: dict[str, Judge] = {}
    exec(compile(source, "rules", "exec"), made)
    return made["judge"]


def zen(copies: int) -> Judge:
    """zen-engine: one compiled expression of all statuses; numbers are decimal."""
    return import_module("zen").compile_expression(_listed(copies, _NULLS)).evaluate  # type: ignore[no-any-return]


def rule_engine(copies: int) -> Judge:
    """rule-engine: one rule of all statuses; numbers are decimal."""
    rule = import_module("rule_engine").Rule(_listed(copies, _NULLS))
    missing = dict.fromkeys(field.id for field in fields())

    def judge(lead: Lead) -> list[int]:
        return rule.evaluate({**missing, **lead})  # type: ignore[no-any-return]

    return judge


def cel(copies: int) -> Judge:
    """cel-python: one program of all statuses; numbers are 64-bit integers."""
    library = import_module("celpy")
    dialect = Dialect("lead.{}", "has(lead.{})", " && ", " || ", "true", "false", "({condition} ? {yes} : {no})")
    environment = library.Environment()
    program = environment.program(environment.compile(_listed(copies, dialect)))

    def judge(lead: Lead) -> list[int]:
        return program.evaluate({"lead": library.json_to_cel(lead)})  # type: ignore[no-any-return]

    return judge


def _listed(copies: int, dialect: Dialect) -> str:
    return f"[{', '.join(statuses(copies, dialect))}]"
