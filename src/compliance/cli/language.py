"""The language of the command line itself: its help, its messages."""

import gettext
import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise

from compliance.text import Lang


def chosen(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Lang:
    """The language asked for by `--lang`, else by COMPLIANCE_LANG, else Chinese.

    It is found before the arguments are parsed, so that help and errors of parsing speak it too.
    """
    asked = environment.get("COMPLIANCE_LANG", "")
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--":
            break
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return "en" if asked == "en" else "zh"


def speak(lang: Lang) -> None:
    """Make click's own words (Usage, Options, errors) those of the language.  click takes them from gettext."""
    if lang == "zh":
        os.environ["LANGUAGE"] = "zh"
        gettext.bindtextdomain("messages", str(files("compliance.cli").joinpath("locale")))
    else:
        os.environ["LANGUAGE"] = "en"
