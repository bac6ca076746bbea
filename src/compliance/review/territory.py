"""Whether a case lies where packs apply: outside the places of all of them, or taken for inside for want of knowing."""

from collections.abc import Sequence

from compliance.engines.evaluation import Evaluation
from compliance.language import tree as t
from compliance.rulebook.model import Edition, Pack
from compliance.rulebook.uses import fields_named
from compliance.text import Text, join
from compliance.vocabulary.fields import Field


def is_outside(whole: Evaluation, edition: Edition) -> bool:
    """Whether there are packs that do not apply everywhere, and each is known not to apply to the case."""
    territorial = edition.territorial
    return bool(territorial) and all(whole.truth(applies) is False for _, applies in territorial)


def presumed(whole: Evaluation, edition: Edition) -> tuple[Text, ...]:
    """What is to be told where packs are taken to apply to a case though that is unknown: nothing, or one notice."""
    unknown = [(pack, applies) for pack, applies in edition.territorial if whole.truth(applies) is None]
    if not unknown:
        return ()
    named = _named(unknown, edition)
    return (_presumption(unknown, [field for field in named if whole.datum(field) is None] or named),)


def presumption(edition: Edition) -> Text:
    """The same of many cases, whatever of the fields each lacks."""
    return _presumption(edition.territorial, _named(edition.territorial, edition))


def _named(territorial: Sequence[tuple[Pack, t.Condition]], edition: Edition) -> list[Field]:
    """The fields that say where packs apply, each once."""
    conditions = [applies for _, applies in territorial]
    return list(dict.fromkeys(ref.field for c in conditions for ref in fields_named(c, edition.rulebook.definitions)))


def _presumption(territorial: Sequence[tuple[Pack, t.Condition]], lacking: Sequence[Field]) -> Text:
    fields = join(tuple(field.label for field in lacking), "”、“", "”, “")
    documents = [pack.document for pack, _ in territorial]
    zh, en = "、".join(documents), ", ".join(f"“{document}”" for document in documents)
    return Text(
        f"“{fields.zh}”未填或存疑,按本市项目审查(设定):适用{zh}",
        f"“{fields.en}”: not given or in doubt, so taken to lie in the place of the plan (assumption): {en} applies",
    )
