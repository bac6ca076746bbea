"""An office's template is filled in by one process, which can take neither more memory nor more time than it may."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from compliance.errors import InputError
from compliance.report.memo import office_template
from compliance.report.memo.content import Memo
from compliance.report.memo.office_template import LARGEST_FILE, MEMORY, SECONDS, OfficeTemplate, open_template
from compliance.report.memo.word import LONGEST_PART, LONGEST_RANGE, WordTemplate
from compliance.report.memo.word_fields import OUTSIDE
from compliance.report.memo.word_package import LARGEST, LINKS
from tests.memos import ROOT, example, of_word, template

LOOPS = "{% for a in range(999) %}" * 4 + "{% endfor %}" * 4
FAST = 1.0  # seconds


@pytest.fixture(scope="module")
def memo() -> Memo:
    """A memo."""
    return example("steel-new-capacity")


def own(folder: Path, tag: str, seconds: float = SECONDS) -> OfficeTemplate:
    """An office's template with that tag."""
    return OfficeTemplate(template(folder, tag).read_bytes(), "own.docx", seconds)


def refused(found: OfficeTemplate, memo: Memo) -> str:
    """What is said of the template when it is to be filled in."""
    with pytest.raises(InputError) as caught:
        found.render(memo)
    (problem,) = caught.value.problems
    return problem.line("zh")


def pid_of(found: OfficeTemplate) -> int:
    """The process that serves the template."""
    assert found._process is not None
    return found._process.pid


def runs(pid: int) -> bool:
    """Whether that process is there and no mere entry in the table of processes."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_memo_is_the_one_that_the_template_gives_in_this_process(memo: Memo) -> None:
    content = (ROOT / "templates/memo.docx").read_bytes()
    assert OfficeTemplate(content, "own.docx").render(memo) == WordTemplate(content, "own.docx").render(memo)


def test_one_process_serves_many_memos_and_ends_with_the_template(memo: Memo, tmp_path: Path) -> None:
    found = own(tmp_path, "{{ verdict }}")
    served = set()
    for _ in range(20):
        assert of_word(found.render(memo)) == [memo.verdict]
        served.add(pid_of(found))
    (pid,) = served
    assert runs(pid)
    del found
    assert not runs(pid)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'a' * 10 ** 10 }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '{:9999999999}'.format(1) }}",
        "{{ title | center(9999999999) }}",
        "{{ title | indent(9999999999, true) }}",
        "{{ (['a' * 1000000] * 100000) | join('b') }}",
        "{{ 'a' | batch(99999999999, 'x') | list }}",
    ],
)
def test_a_template_that_needs_much_memory_is_refused(tag: str, memo: Memo, tmp_path: Path) -> None:
    said = refused(own(tmp_path, tag), memo)
    assert said == "own.docx: 填写模板所需内存超过 1,000 MB;请减少模板中的重复和循环"
    assert MEMORY == 1_000_000_000


@pytest.mark.parametrize("tag", [LOOPS, "{{ 10 ** (10 ** 8) }}", "{{ [1] | slice(9999999999) | list }}"])
def test_a_template_that_takes_long_is_refused(tag: str, memo: Memo, tmp_path: Path) -> None:
    found = own(tmp_path, tag, FAST)
    found.check()
    begun = time.monotonic()
    assert refused(found, memo) == "own.docx: 填写模板超过 1 秒;请减少模板中的循环"
    assert time.monotonic() - begun < 2 * FAST


def test_the_limit_of_time_is_that_of_one_memo(memo: Memo, tmp_path: Path) -> None:
    found = own(tmp_path, "{% for a in range(300) %}{% for b in range(1000) %}{% endfor %}{% endfor %}", FAST)
    found.check()
    begun = time.monotonic()
    while time.monotonic() - begun < 2 * FAST:
        found.render(memo)


def test_a_process_that_was_killed_is_told_and_another_serves_the_next_memo(memo: Memo, tmp_path: Path) -> None:
    found = own(tmp_path, "{{ verdict }}")
    found.check()
    os.kill(pid_of(found), signal.SIGKILL)
    assert "进程意外终止" in refused(found, memo)
    assert of_word(found.render(memo)) == [memo.verdict]


def test_a_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    """Idle or at work: the one that started it is killed, so that it can tell nobody."""
    for tag in ("{{ verdict }}", LOOPS):
        program = (
            "import sys; from pathlib import Path; from tests.memos import example;"
            "from compliance.report.memo.office_template import open_template;"
            "found = open_template(Path(sys.argv[1])); memo = example('feiyu-gis');"
            "print(found._process.pid, flush=True); found.render(memo); input()"
        )
        command = [sys.executable, "-c", program, str(template(tmp_path, tag))]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as parent:
            assert parent.stdout is not None
            pid = int(parent.stdout.readline())
            time.sleep(0.3)
            assert runs(pid)
            parent.kill()
        until = time.monotonic() + 5
        while runs(pid) and time.monotonic() < until:
            time.sleep(0.02)
        assert not runs(pid)


def test_the_folder_that_the_program_runs_in_brings_the_process_no_module(
    memo: Memo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docxtpl.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert of_word(own(tmp_path, "{{ verdict }}").render(memo)) == [memo.verdict]


def test_a_faulty_template_is_told_as_in_this_process(memo: Memo, tmp_path: Path) -> None:
    assert refused(own(tmp_path, "{{ verdikt }}"), memo) == (
        "own.docx: 没有字段“verdikt”,是否指 verdict?字段见 docs/memo.md"
    )


def test_a_file_is_checked_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(b"no")
    with pytest.raises(InputError, match="not a Word file"):
        open_template(path)


def test_a_pipe_a_device_a_folder_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    (tmp_path / "zero.docx").symlink_to("/dev/zero")
    for path, said in (
        (tmp_path / "pipe.docx", "是管道或设备,不是文件"),
        (tmp_path / "zero.docx", "是管道或设备,不是文件"),
        (tmp_path, "模板不能读取"),
        (tmp_path / "nowhere.docx", "模板不能读取"),
    ):
        with pytest.raises(InputError) as caught:
            open_template(path)
        assert caught.value.problems[0].line("zh").startswith(f"{path}: {said}")


def test_a_file_beyond_the_limit_of_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = template(tmp_path, "{{ verdict }}")
    monkeypatch.setattr(office_template, "LARGEST_FILE", path.stat().st_size)
    open_template(path)
    monkeypatch.setattr(office_template, "LARGEST_FILE", path.stat().st_size - 1)
    with pytest.raises(InputError, match="larger than"):
        open_template(path)


def test_no_memo_refers_to_what_lies_outside_of_it(memo: Memo) -> None:
    content = OfficeTemplate((ROOT / "templates/memo.docx").read_bytes(), "own.docx").render(memo)
    with ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.endswith(".rels")]
        assert names
        assert [name for name in names if b"external" in package.read(name).lower()] == []


def test_the_page_on_memos_states_the_limits_and_what_is_refused() -> None:
    text = " ".join((ROOT / "docs/memo.md").read_text("utf-8").split())
    limits = {
        f"have {LARGEST_FILE // 1_000_000} MB, as a file and when unpacked": LARGEST_FILE == LARGEST,
        f"take {MEMORY // 1_000_000:,} MB of memory": True,
        f"for each memo, {SECONDS} seconds": True,
        f"more than {LONGEST_PART:,} characters": True,
        f"`range`, of {LONGEST_RANGE:,} numbers": True,
    }
    assert [words for words, true in limits.items() if not true or words not in text] == []
    assert [name for name in (*OUTSIDE, *LINKS) if f"`{name}`" not in text] == []
