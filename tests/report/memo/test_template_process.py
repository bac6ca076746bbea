"""The service takes a template first and memos after it, and says of each whether it is done or why not."""

import pickle
import signal
import subprocess
import sys
from pathlib import Path

from compliance.report.memo.office_template import MEMORY
from compliance.report.memo.template_frames import DONE, REFUSED, receive, send, texts_of
from compliance.report.memo.template_process import TemplateService
from tests.memos import ROOT, example, of_word, template


def test_memos_are_filled_into_the_template_that_came_first(tmp_path: Path) -> None:
    service = TemplateService(MEMORY)
    assert service.answer(template(tmp_path, "{{ name }}").read_bytes()) == (DONE, b"")
    for name in ("feiyu-gis", "steel-new-capacity"):
        kind, content = service.answer(pickle.dumps(example(name)))
        assert (kind, of_word(content)) == (DONE, [example(name).name])


def test_what_is_no_template_is_refused_until_there_is_one(tmp_path: Path) -> None:
    service = TemplateService(MEMORY)
    kind, content = service.answer(b"no")
    assert kind == REFUSED
    assert "不是 Word 文件" in texts_of(content)[0].zh
    assert service.answer(template(tmp_path, "{{ name }}").read_bytes()) == (DONE, b"")


def test_whatever_goes_wrong_with_a_memo_is_told(tmp_path: Path) -> None:
    service = TemplateService(MEMORY)
    service.answer(template(tmp_path, "{{ name }}").read_bytes())
    kind, content = service.answer(b"no pickle")
    assert kind == REFUSED
    assert texts_of(content)[0].zh.startswith("模板不能填写:UnpicklingError")


def test_a_process_that_nobody_ends_ends_itself_even_within_one_step_of_python(tmp_path: Path) -> None:
    program = "from compliance.report.memo.template_process import serve; serve(0.1, 10 ** 9)"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        send(process.stdin, template(tmp_path, "{{ 10 ** (10 ** 8) }}").read_bytes())
        assert receive(process.stdout, 1) == DONE
        send(process.stdin, pickle.dumps(example("feiyu-gis")))
        assert process.wait(timeout=30) == -signal.SIGALRM
