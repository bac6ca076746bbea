"""A screening as one JSON document fits its schema, and says what the other formats say."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.ledgers import ledger, screened
from tests.places import ROOT

SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/screening.schema.json").read_text("utf-8")))


@pytest.mark.parametrize("more", [(), ("--rank",), ("--stage", "operation"), ("--set", "in_zone=是")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_the_schema_and_holds_the_leads_of_json_lines(tmp_path: Path, lang: str, more: tuple[str, ...]) -> None:
    source = ledger(tmp_path)
    for suffix in ("json", "jsonl"):
        assert screened(source, tmp_path / f"result.{suffix}", "--lang", lang, *more) == 0
    document = json.loads((tmp_path / "result.json").read_text("utf-8"))
    SCHEMA.validate(document)
    lines = [json.loads(line) for line in (tmp_path / "result.jsonl").read_text("utf-8").splitlines()]
    assert document["leads"] == lines
    assert document["total"] == sum(document["verdicts"].values()) == len(lines)
    assert [one["field"] for one in document["settings"]] == (["in_zone"] if "--set" in more else [])
    assert (document["ranking"] is None) is ("--rank" not in more)


def test_what_the_ledger_lacks_is_in_it(tmp_path: Path) -> None:
    source = tmp_path / "leads.csv"
    # Cement with new capacity lacks but the plan of replacement; of the machine works nothing is missing.
    rows = "".join(
        f"A{n},项目{n},叶县产业集聚区,{code},是\n" for n, code in enumerate(["3411", "3011", "3011", "3011"])
    )
    source.write_text(f"项目编号,项目名称,产业集聚区,行业代码,是否新增产能\n{rows}", encoding="utf-8")
    out = tmp_path / "out.json"
    assert screened(source, out) == 0
    document = json.loads(out.read_text("utf-8"))
    SCHEMA.validate(document)
    assert document["verdicts"]["undetermined"] == document["lacking"]["waiting"] == 3
    first = document["lacking"]["steps"][0]
    assert first == {"columns": ["capacity_replacement"], "settled": 3, "exact": True}
    assert document["lacking"]["sentences"] == ["补齐“是否有产能置换方案”一列,可使 3 条线索得出结论(待补正的共 3 条)"]
    assert document["missing"] == {"capacity_replacement": 3}
