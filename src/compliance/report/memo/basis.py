"""What every memo rests on, as tables: documents, readings, settings, versions of the rules."""

from collections.abc import Iterable

from compliance.facts import NO_FACTS, Facts
from compliance.report import phrases as p
from compliance.report.in_force import in_force
from compliance.report.memo.content import Table
from compliance.report.memo.draft import Draft
from compliance.report.settings import settings_of
from compliance.rulebook.model import Interpretation, Pack
from compliance.text import Lang
from compliance.vocabulary.fields import Vocabulary


def documents(draft: Draft, packs: Iterable[Pack], lang: Lang) -> Table:
    """The documents that are read, with who issued them and since when they hold."""
    rows = (
        (
            document_name(pack, lang),
            pack.issuer.to(lang),
            p.AUTHORITIES[pack.authority].to(lang),
            in_force(pack.in_force, lang, reported=pack.reported),
        )
        for pack in packs
    )
    return draft.table("documents", p.DOCUMENT_COLUMNS, rows)


def document_name(pack: Pack, lang: Lang) -> str:
    """The document with its title, where that does not repeat it."""
    if lang == "zh":
        return pack.document if pack.title.zh in pack.document else f"{pack.document}《{pack.title.zh}》"
    return f"{pack.document}, {pack.title.en}"


def interpretations(draft: Draft, readings: Iterable[Interpretation], lang: Lang) -> Table:
    """How the words are read that the documents leave open, why, and who said so."""
    rows = ((r.label.to(lang), f"{r.why.to(lang)}({r.set_by.to(lang)})") for r in readings)
    return draft.table("pair", p.READING_COLUMNS, rows)


def settings(draft: Draft, facts: Facts, vocabulary: Vocabulary, lang: Lang) -> Table:
    """What the office has set for all cases, as written, and where."""
    rows = ((one.field.label.to(lang), one.datum.written, one.where.to(lang)) for one in settings_of(facts, vocabulary))
    return draft.table("settings", p.SETTING_COLUMNS, rows)


def versions(draft: Draft, packs: Iterable[Pack], digest: str, lang: Lang, facts: Facts = NO_FACTS) -> Table:
    """Which rules were applied, exactly: each pack, then the rulebook as a whole, then what the office has set."""
    rows = [*((pack.id, pack.version, pack.sha256) for pack in packs), (p.WHOLE_RULEBOOK.to(lang), "", digest)]
    if facts.digest is not None:
        rows.append((p.SETTINGS.to(lang), "", facts.digest))
    return draft.table("versions", p.VERSION_COLUMNS, rows)
