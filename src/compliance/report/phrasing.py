"""Saying things in the one language of a report."""

from compliance.text import Lang, Text


class Phrasing:
    """What composes a report in one language."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def say(self, text: Text) -> str:
        """The text in the report's language."""
        return text.to(self._lang)

    def either(self, zh: str, en: str) -> str:
        """The wording of the report's language, of two that are made where they stand."""
        return zh if self._lang == "zh" else en
