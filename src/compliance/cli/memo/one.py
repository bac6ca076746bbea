"""`compliance memo -o FILE`: one memo, on an application or a lead, on a whole screening, or on targets."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import exits
from compliance.cli.memo.request import Request
from compliance.cli.progress import progress
from compliance.cli.review import one_lead

if TYPE_CHECKING:
    from compliance.case import Case
    from compliance.report.memo.content import Memo


def _on_case(request: Request) -> "tuple[Memo, int]":
    from compliance.report.memo.project import compose_memo
    from compliance.review.reviewer import Reviewer

    decision = Reviewer(request.rulebook).review(_case(request), request.as_of, date.today())
    return compose_memo(decision, request.rulebook, request.voice.lang), exits.of_verdicts([decision.verdict])


def _case(request: Request) -> "Case":
    """The one case that a memo in a file is on.  Raises: InputError, click.UsageError."""
    from compliance.intake.application import read_applications

    asked, voice = request.asked, request.voice
    if request.leads is not None:
        if len(asked.ids) + len(asked.rows) != 1:
            raise click.UsageError(
                voice.say(
                    "写一条线索的备忘录须用一个 --row 或 --ids 指定;写多条时 -o 用文件夹",
                    "name one lead by --row or --ids; for several, -o is a folder",
                )
            )
        return one_lead(request.leads, next(iter(asked.rows), None), next(iter(asked.ids), None), voice)
    cases = [case for source in request.sources for case in read_applications(source, request.rulebook.vocabulary)]
    cases = [case for case in cases if not asked.ids or case.id in asked.ids]
    if len(cases) != 1:
        raise click.UsageError(
            voice.say(
                f"一个文件写一个项目,材料中有 {len(cases)} 个;写多个时 -o 用文件夹",
                f"a file is on one project; here are {len(cases)}; for several, -o is a folder",
            )
        )
    return cases[0]


def _on_screening(request: Request) -> "tuple[Memo, int]":
    from compliance.engines.columnar.backends import Polars
    from compliance.report.memo.screening import compose_screening_memo
    from compliance.screening.summary import TalliedScreening

    assert request.leads is not None, "a screening is of a ledger of leads"
    screening = TalliedScreening(request.name, request.rulebook, request.day, Polars())
    with progress(request.leads.height, request.voice, quiet=request.quiet) as on_progress:
        for _ in screening.results(request.leads):
            on_progress(screening.tally.total)
    return compose_screening_memo(screening, request.leads.notes, request.voice.lang), exits.PASS


def _on_targets(request: Request) -> "tuple[Memo, int]":
    from compliance.assessment.allocate import allocate
    from compliance.assessment.assess import assess
    from compliance.intake.progress_ledger import read_ledger
    from compliance.report.memo.targets import compose_targets_memo

    rulebook, day = request.rulebook, request.day
    ledger = read_ledger(Path(request.sources[0]), rulebook.vocabulary)
    assessment = assess(rulebook, ledger.cases, day)
    distributions = allocate(rulebook, ledger.city, day)
    return compose_targets_memo(assessment, distributions, ledger.notes, request.voice.lang), exits.PASS


# What a memo can be on (--of), with what composes it and says the exit code.
WRITERS: Mapping[str, Callable[[Request], "tuple[Memo, int]"]] = {
    "application": _on_case,
    "screening": _on_screening,
    "targets": _on_targets,
}
