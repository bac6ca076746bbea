"""What an office has set for all cases of a run, in the words of every report."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compliance.case import Datum
from compliance.facts import Facts
from compliance.report.review.place_data import place_data
from compliance.text import Lang, Text
from compliance.vocabulary.fields import Field, Vocabulary


class Setting(NamedTuple):
    """A field, what it is set to, as written, and where: in the profile, by --set, in a mapping."""

    field: Field
    datum: Datum

    @property
    def where(self) -> Text:
        """What kind of setting it is, and the line of its file if it stands in one."""
        why, at = self.datum.why or Text("", ""), self.datum.at
        return why if at.is_whole else Text(f"{why.zh} [{at.to('zh')}]", f"{why.en} [{at.to('en')}]")


def settings_of(facts: Facts, vocabulary: Vocabulary) -> Iterator[Setting]:
    """The settings, in the order of the vocabulary."""
    for field in vocabulary.fields(vocabulary.reviewed):
        if (datum := facts.settings.get(field.id)) is not None:
            yield Setting(field, datum)


def settings_data(facts: Facts, vocabulary: Vocabulary, lang: Lang) -> list[dict[str, Any]]:
    """The settings as JSON takes them."""
    return [
        {
            "field": one.field.id,
            "label": one.field.label.to(lang),
            "written": one.datum.written,
            "at": place_data(one.datum.at),
        }
        for one in settings_of(facts, vocabulary)
    ]
