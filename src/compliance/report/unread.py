"""What was written and could not be used, in the words of every report."""

from typing import Any

from compliance.case import Doubt, Unread
from compliance.report.review.place_data import place_data
from compliance.text import Lang


def said(one: Unread, lang: Lang) -> str:
    """What is written: the key or heading, then what stands under it; nothing for a row that cannot be read."""
    mark, name = ":" if lang == "zh" else ": ", _name(one, lang)
    written = f"“{one.written}”" if name != one.name else one.written
    return mark.join(part for part in (name, written) if part)


def _name(one: Unread, lang: Lang) -> str:
    """The key or heading; in the language of the report where it is the label of the field."""
    field = one.closest
    return field.label.to(lang) if field is not None and field.label.zh == one.name else one.name


def unread_data(one: Unread, lang: Lang) -> dict[str, Any]:
    """What is written and not used, as JSON takes it."""
    field = one.closest
    return {
        "at": place_data(one.at),
        "name": _name(one, lang),
        "written": one.written,
        "closest": None if field is None else {"field": field.id, "label": field.label.to(lang)},
        "reason": one.reason.to(lang),
    }


def doubted(record: str, doubt: Doubt, lang: Lang) -> str:
    """The field that is in doubt, of a record of that name if it has one."""
    label = doubt.label.to(lang)
    return f"{record} · {label}" if record else label


def doubt_data(doubt: Doubt, lang: Lang) -> dict[str, Any]:
    """What was written, where, and why it is in doubt, as JSON takes it."""
    return {"written": doubt.written, "at": place_data(doubt.at), "reason": doubt.reason.to(lang)}
