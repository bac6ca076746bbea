"""Wrong usage, help and readers that go away; what a command imports."""

import os
import subprocess
import sys

import pytest

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
        "heavy = {'pydantic', 'lark', 'jinja2', 'compliance.assessment.assess', 'compliance.assessment.allocate', 'compliance.intake.tables.open'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.decode() == "[]\n"
