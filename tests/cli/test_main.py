"""Wrong usage, help and readers that go away; what a command imports."""

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from compliance.cli import exits
from compliance.cli.main import build
from compliance.cli.options import RequestCommand, Voice
from tests.commands import BAD_INPUT, BROKEN_PIPE, PASS, run
from tests.places import ROOT


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_reader_that_goes_away_is_no_verdict(format_: str) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "compliance", "review", "examples/steel-new-capacity.yaml", "--format", format_]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (BROKEN_PIPE, b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "no-such-file.yaml"], "no-such-file.yaml"),
        (["review"], "申报材料"),
        (["review", "examples/baolong-stainless.yaml", "--as-of", "2015-02-30"], "须如 2015-06-01"),
        (["review", "examples/baolong-stainless.yaml", "--pack", "pingdingshan"], "是否指 pingdingshan-2015?"),
        (["review", "examples/baolong-stainless.yaml", "--rules", "examples"], "不是规则库"),
        (["review", "examples/baolong-stainless.yaml", "--formt", "json"], "--formt"),
        (["rules", "show", "PDS15-2.6.4-overcapacty"], "是否指 PDS15-2.6.4-overcapacity?"),
        (["revew"], "revew"),
        ([], "审查申报材料"),
    ],
)
def test_wrong_usage_is_told_on_stderr_with_code_2_and_no_traceback(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == BAD_INPUT
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def commands(command: click.Command) -> Iterator[click.Command]:
    """The command, or those below it if it is a group."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            yield from commands(below)
    else:
        yield command


def test_every_command_tells_of_a_request_that_cannot_be_carried_out_as_of_wrong_usage() -> None:
    found = list(commands(build(Voice("zh"))))
    assert len(found) > 10
    assert [command.name for command in found if not isinstance(command, RequestCommand)] == []


@pytest.mark.parametrize(
    ("lang", "usage", "said"),
    [("zh", "用法: compliance assess ", "错误:甲"), ("en", "Usage: compliance assess ", "Error: A")],
)
def test_a_request_that_cannot_be_carried_out_is_told_below_the_usage(lang: str, usage: str, said: str) -> None:
    fault = (
        "import compliance.assessment.run as run; from compliance.errors import RequestError; "
        "from compliance.text import Text\n"
        "def refuse(job): raise RequestError(Text('甲', 'A'))\n"
        "run.run_assessment = refuse"
    )
    done = started_with(fault, ["assess", "examples/ledger", "--lang", lang])
    assert done.returncode == exits.BAD_INPUT
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith(usage)
    assert lines[-1] == said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_the_language_asked_for(lang: str) -> None:
    for arguments in ([], ["review"], ["rules"], ["rules", "list"], ["rules", "show"], ["rules", "check"]):
        done = run(*arguments, "--help", COMPLIANCE_LANG=lang)
        assert done.returncode == PASS
        has_chinese = any("\u4e00" <= character <= "\u9fff" for character in done.stdout)
        assert has_chinese is (lang == "zh"), done.stdout
        if lang == "zh":
            assert "Usage" not in done.stdout
            assert "Options" not in done.stdout
            assert "Show this message" not in done.stdout


def test_heavy_libraries_and_other_commands_are_not_imported_by_a_review_of_a_known_rulebook() -> None:
    run("rules", "check")
    code = (
        "import sys; from compliance.cli.main import run; run(['review', 'examples/baolong-stainless.yaml'])\n"
        "heavy = {'polars', 'narwhals', 'pydantic', 'lark', 'jinja2', 'compliance.assessment.assess', 'compliance.assessment.allocate', 'compliance.intake.tables.open'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.decode() == "[]\n"


def started_with(fault: str, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, as its entry point starts it, after a fault was planted."""
    code = f"import sys; {fault}\nfrom compliance.__main__ import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, env={**os.environ, **environment}, check=False)


CRASH = "import compliance.review.run; compliance.review.run.run = lambda job: 1 // 0"


@pytest.mark.parametrize(
    "fault",
    [
        "sys.modules['compliance.cli.main'] = None",
        "import compliance.cli.main; compliance.cli.main.build = lambda voice: 1 // 0",
        "import compliance.cli.main; compliance.cli.main.chosen = lambda arguments: 1 // 0",
    ],
)
def test_an_error_while_starting_is_one_line_and_code_70(fault: str) -> None:
    done = started_with(fault, ["review", "examples/feiyu-gis.yaml"])
    assert done.returncode == exits.INTERNAL
    (line,) = done.stderr.decode().splitlines()
    assert "不是对任何项目的结论" in line


def test_an_error_that_cannot_be_told_in_a_line_is_told_as_python_does_with_code_70() -> None:
    fault = "sys.modules['compliance.cli.main'] = sys.modules['compliance.cli.internal_error'] = None"
    done = started_with(fault, ["review", "examples/feiyu-gis.yaml"])
    assert done.returncode == exits.INTERNAL
    assert "import of compliance.cli.main halted" in done.stderr.decode().splitlines()[-1]


def test_an_interrupt_while_starting_stays_one() -> None:
    fault = "import compliance.cli.main\ndef stop(voice): raise KeyboardInterrupt\ncompliance.cli.main.build = stop"
    assert started_with(fault, ["review"]).returncode == exits.INTERRUPTED


def test_a_terminal_of_ascii_is_told_of_an_error_in_english() -> None:
    done = started_with(CRASH, ["review", "examples/feiyu-gis.yaml"], PYTHONIOENCODING="ascii")
    assert done.returncode == exits.INTERNAL
    (line,) = done.stderr.decode("ascii").splitlines()
    assert line.startswith("internal error: ZeroDivisionError")


@pytest.mark.parametrize(("fault", "taken"), [("pass", "refused"), (CRASH, "failed")])
def test_a_script_that_takes_1_for_a_refusal_never_takes_a_crash_for_it(fault: str, taken: str) -> None:
    code = f"import sys; {fault}\nfrom compliance.__main__ import main; main()"
    script = '"$0" -c "$1" review examples/steel-new-capacity.yaml >/dev/null; case $? in 1) echo refused ;; 70) echo failed ;; esac'
    done = subprocess.run(["sh", "-c", script, sys.executable, code], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.decode() == f"{taken}\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_under_standard_output_is_told_and_is_no_verdict() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "compliance", "review", "examples/steel-new-capacity.yaml", "--lang", "en"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (BAD_INPUT, b"cannot read or write: No space left on device\n")


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant() -> None:
    done = run("reveiw")
    assert done.returncode == BAD_INPUT
    assert "是否指 'review'" in done.stderr
