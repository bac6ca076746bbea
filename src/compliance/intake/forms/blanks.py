"""The blanks of a form that ask for the fields of the case itself."""

from compliance.case import Datum, Doubt, Unread
from compliance.intake.forms.blank_reader import BlankReader
from compliance.intake.forms.filled import FilledForm
from compliance.intake.forms.marks import field_mark, unit_mark
from compliance.intake.repeated import Entry, settled
from compliance.intake.told import Told, told_by
from compliance.vocabulary.fields import Field, Vocabulary


class Blanks:
    """Those of one form; `told` gathers what words in one of them tell of the field of another."""

    def __init__(self, form: FilledForm, vocabulary: Vocabulary) -> None:
        self._form = form
        self._vocabulary = vocabulary
        self._reader = BlankReader(form)
        self.told: list[Told] = []

    def are_marked(self, field: Field) -> bool:
        """Whether a blank for that field can still be found."""
        return field_mark(field.id) in self._form.contents

    def stated(self, field: Field, unread: list[Unread]) -> tuple[str, Datum] | Doubt | None:
        """What is stated of a field; None for a blank.  A mark that stands twice must say the same twice."""
        contents, entries = self._form.contents, list[Entry]()
        units = contents.get(unit_mark(field.id), ())
        for content in contents[field_mark(field.id)]:
            if content.fault is None and (one := told_by(field, content.raw, content.at, self._vocabulary)) is not None:
                self.told.append(one)
            elif (stated := self._reader.read(field, content, units)) is not None:
                entries.append(Entry(field.label.zh, content.at, field, stated))
        if not entries:
            return None
        found = settled(entries, unread)
        return found if isinstance(found, Doubt) else (field.id, found)
