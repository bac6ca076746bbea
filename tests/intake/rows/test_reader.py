"""No text in a row of a ledger raises."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook

HEADINGS = (
    "项目编号",
    "项目名称",
    "用地面积(公顷)",
    "总投资(亿元)",
    "签约日期",
    "是否签约",
    "行业代码",
    "供热方式",
    "已投资额占比",
)
CELLS = st.one_of(
    st.text(max_size=20), st.sampled_from(["合计", "1.2亿美元", "2015.6", "１，２００", "100-120", "约5", "\x00", "🏭"])
)


@settings(max_examples=100)
@given(rows=st.lists(st.lists(CELLS, max_size=len(HEADINGS)), max_size=5))
def test_no_row_of_any_texts_raises(
    rulebook: Rulebook, rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    lines = [json.dumps(dict(zip(HEADINGS, row, strict=False))) for row in [HEADINGS, *rows]]
    path.write_text("\n".join(lines), encoding="utf-8")
    leads = read_leads(path, rulebook.vocabulary)
    for lead in leads:
        assert not {doubt.field for doubt in lead.case.doubts} & set(lead.case.data)
    (tmp := path.with_suffix(".csv")).write_text("项目名称,总投资\n", encoding="utf-8")
    with tmp.open("a", encoding="utf-8", errors="replace") as stream:
        stream.writelines(",".join(row) + "\n" for row in rows)
    list(read_leads(tmp, rulebook.vocabulary, encoding="utf-8"))
