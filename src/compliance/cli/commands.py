"""The commands by name, each imported and made when it is asked for: none loads what only another needs."""

from collections.abc import Callable, Mapping

import click

from compliance.cli.options import Voice


def _review(voice: Voice) -> click.Command:
    from compliance.cli.review import review_command

    return review_command(voice)


def _screen(voice: Voice) -> click.Command:
    from compliance.cli.screen.command import screen_command

    return screen_command(voice)


def _memo(voice: Voice) -> click.Command:
    from compliance.cli.memo.command import memo_command

    return memo_command(voice)


def _form(voice: Voice) -> click.Command:
    from compliance.cli.form import form_command

    return form_command(voice)


def _assess(voice: Voice) -> click.Command:
    from compliance.cli.assess import assess_command

    return assess_command(voice)


def _allocate(voice: Voice) -> click.Command:
    from compliance.cli.allocate import allocate_command

    return allocate_command(voice)


def _rules(voice: Voice) -> click.Command:
    from compliance.cli.rules.command import rules_group

    return rules_group(voice)


COMMANDS: Mapping[str, Callable[[Voice], click.Command]] = {
    "allocate": _allocate,
    "assess": _assess,
    "form": _form,
    "memo": _memo,
    "review": _review,
    "rules": _rules,
    "screen": _screen,
}


class Commands(click.Group):
    """All commands, in one language, in the order of their names."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(
            "compliance",
            options_metavar=voice.options,
            context_settings={"obj": voice},
            subcommand_metavar=voice.say("命令 [参数]...", "COMMAND [ARGS]..."),
            help=voice.say(
                "产业集聚区政策合规审查:每项结论都有条款、数字和理由。",
                "Policy compliance: every conclusion has its clause, its number and its reason.",
            ),
        )
        self._voice = voice

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # what click passes
        """The names, as help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # see above
        """The command of that name, or None."""
        if cmd_name in COMMANDS:
            return COMMANDS[cmd_name](self._voice)
        # Among these click looks for the one that was meant.
        self.commands = {name: make(self._voice) for name, make in COMMANDS.items()}
        return None
