"""The command shares out the example ledger."""

import json
from datetime import date
from pathlib import Path

from compliance.assessment.allocate import Distribution, allocate
from compliance.assessment.usable import usable_ledger
from compliance.cli.main import run
from compliance.intake.progress_ledger import read_ledger
from compliance.rulebook.model import Rulebook
from tests.places import ROOT
from tests.projects import forbidden_nothing

LEDGER = ROOT / "examples/ledger"
DAY = date(2015, 12, 31)


def shares(found: Distribution) -> dict[str, str]:
    """What each project gets, in the order of award."""
    return {award.project.name: award.share.value for award in found.awards}


def test_the_example_ledger_is_shared_out(rulebook: Rulebook, tmp_path: Path) -> None:
    ledger = usable_ledger(read_ledger(LEDGER, rulebook.vocabulary), rulebook, DAY)
    asked = rulebook.vocabulary.stages.for_review(None)
    found = {d.allocation.id: d for d in allocate(rulebook, ledger.city, DAY, asked, forbidden_nothing())}
    assert shares(found["pollution_capacity"]) == {
        "尼龙新材料": "draws",
        "轴承扩建": "draws",
        "电子元件": "draws",
        "农机配件": "draws",
        "陶瓷洁具": "must_offset",
        "不锈钢制品": "out",  # completed on 30 September
        "钢构加工": "out",  # completed on the day itself
        "物流仓储": "out",  # in no zone
    }
    land = found["land_supply"]
    # All others have started, or stand on land that is there already.
    assert {n for n, s in shares(land).items() if s != "out"} == {"电子元件"}
    assert land.stocks[0].left is not None
    assert land.stocks[0].left.amount == 470  # 500 − 30
    file = tmp_path / "out.json"
    assert run(["allocate", str(LEDGER), "--as-of", "2015-12-31", "--format", "json", "-o", str(file)]) == 0
    data = json.loads(file.read_text("utf-8"))
    assert [a["id"] for a in data["allocations"]] == ["pollution_capacity", "land_supply"]
