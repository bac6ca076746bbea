"""The legend of outcome columns says what the office has set."""

import json

from compliance.facts import NO_FACTS
from compliance.report.screening.legend import legend_json
from tests.people import set_by
from tests.report.screening.test_page import screening
from tests.rulebooks import shipped


def test_a_legend_lists_what_the_office_sets_with_its_digest() -> None:
    columns = {rule.id: rule.id for rule in shipped().rules}
    facts = set_by("建设性质=新建")
    legend = json.loads(legend_json(screening(facts), columns))
    assert legend["facts_digest"] == facts.digest
    (one,) = legend["settings"]
    assert (one["field"], one["zh"], one["en"]) == ("construction_nature", "建设性质", "Nature of construction")
    assert (one["written"], one["at"]) == ("新建", {"file": "--set"})
    bare = json.loads(legend_json(screening(NO_FACTS), columns))
    assert (bare["facts_digest"], bare["settings"]) == (None, [])
