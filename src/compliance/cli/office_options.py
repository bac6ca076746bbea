"""Options that say what the office knows beside what a case says: --profile, --set and --findings."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from compliance.cli.options import Decorator, Voice
from compliance.errors import InputError
from compliance.facts import Facts
from compliance.intake.leads.reading import LeadReading
from compliance.intake.office import Office, Profile, read_profile
from compliance.vocabulary.fields import Vocabulary


def office_options(voice: Voice) -> Decorator:
    """--profile, --set and --findings, which the command gets together, as its parameter `office`."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    options = (
        click.option(
            "--profile",
            metavar="FILE",
            type=file,
            help=voice.say(
                "办公室设定(YAML):单位名称、对所有项目都成立的事实、所用的表",
                "The office's profile (YAML): its name, facts that hold for all its projects, its tables.",
            ),
        ),
        click.option(
            "--set",
            "given",
            metavar=voice.say("字段=值", "FIELD=VALUE"),
            multiple=True,
            help=voice.say(
                "材料没有写的,按此值(可多次给出),如 in_zone=是",
                "The value of a field where a project states none (may be repeated), such as in_zone=yes.",
            ),
        ),
        click.option(
            "--findings",
            metavar="FILE",
            type=file,
            help=voice.say(
                "主管部门对各项目的认定(YAML、Excel 或 CSV)",
                "What authorities have found of single projects (YAML, Excel or CSV).",
            ),
        ),
    )

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(
            *args: Any, profile: Path | None, given: tuple[str, ...], findings: Path | None, **others: Any
        ) -> Any:
            known = Profile() if profile is None else read_profile(profile)
            return command(*args, office=Office(known, given, findings), **others)

        wrapped: Callable[..., Any] = called
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return add


def facts_of(office: Office, vocabulary: Vocabulary, voice: Voice, reading: LeadReading | None = None) -> Facts:
    """What the office knows, with the constants of the mapping that a ledger of leads is read by.

    What gives way to something else that the office says is told on stderr.  Raises: InputError.
    """
    mapping = None if reading is None else reading.given_mapping(vocabulary)
    found = office.facts(vocabulary, None if mapping is None else dict(mapping.constants))
    if found.notes:
        voice.report(InputError(found.notes))
    return found.facts
