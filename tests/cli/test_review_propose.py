"""A PDF form is never reviewed by itself: what is read of it is written down for a person to check."""

from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, UNSETTLED, run
from tests.pdfs import FORM, locked, pdf


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A PDF form on one project."""
    file = tmp_path / "申请表.pdf"
    file.write_bytes(pdf(FORM))
    return file


def test_a_pdf_gives_no_verdict_and_its_officer_is_told_what_to_do(form: Path) -> None:
    done = run("review", str(form))
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert f"compliance review {form} --propose" in done.stderr


def test_what_is_read_of_a_pdf_is_proposed_and_reviewed_once_it_was_checked(form: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "申报材料.yaml"
    done = run("review", str(form), "--propose", str(proposal))
    assert (done.returncode, done.stdout) == (0, "")
    assert "请逐项与原件核对" in done.stderr
    lines = proposal.read_text("utf-8").splitlines()
    assert "总投资: 12600 万元  # 第 1 页 表 1 第 3 行" in lines
    assert "建设性质: 新建  # 第 1 页 表 1 第 4 行" in lines
    assert any(line.startswith("# 固定资产投资: '80009000'") and "删除线" in line for line in lines)
    unchecked = run("review", str(proposal))
    assert (unchecked.returncode, unchecked.stdout) == (BAD_INPUT, "")
    proposal.write_text("\n".join(line for line in lines if not line.startswith("待核对")), "utf-8")
    checked = run("review", str(proposal))
    assert checked.returncode == UNSETTLED
    assert "年产五千套液压支架项目" in checked.stdout


def test_a_proposal_in_english_has_no_chinese_but_that_of_the_form(form: Path, tmp_path: Path) -> None:
    proposal = tmp_path / "application.yaml"
    assert run("--lang", "en", "review", str(form), "--propose", str(proposal)).returncode == 0
    lines = proposal.read_text("utf-8").splitlines()
    assert "Total investment: 12600 万元  # page 1, table 1, row 3" in lines
    assert lines[0] == "# What was read of a form, to be checked: no review."


@pytest.mark.parametrize("more", [["--row", "2"], ["--show-mapping"], ["examples/baolong-stainless.yaml"]])
def test_a_proposal_is_of_one_form_and_nothing_else(form: Path, tmp_path: Path, more: list[str]) -> None:
    done = run("review", str(form), "--propose", str(tmp_path / "p.yaml"), *more)
    assert (done.returncode, (tmp_path / "p.yaml").exists()) == (BAD_INPUT, False)
    assert "--propose" in done.stderr


def test_a_file_that_cannot_be_read_leaves_no_proposal(tmp_path: Path) -> None:
    file = tmp_path / "申请表.pdf"
    file.write_bytes(locked(pdf(FORM)))
    done = run("review", str(file), "--propose", str(tmp_path / "p.yaml"))
    assert (done.returncode, (tmp_path / "p.yaml").exists()) == (BAD_INPUT, False)
    assert done.stderr == f"{file}: 此 PDF 有密码;请去掉密码后再试\n"


def test_the_form_is_never_written_over(form: Path) -> None:
    before = form.read_bytes()
    done = run("review", str(form), "--propose", str(form))
    assert (done.returncode, form.read_bytes()) == (BAD_INPUT, before)


def test_how_a_pdf_is_read_can_be_seen_before_anything_is_proposed(form: Path) -> None:
    done = run("review", str(form), "--show-mapping")
    assert done.returncode == 0
    assert "年产五千套" in done.stdout
