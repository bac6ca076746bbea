"""What an office has set is told by field, in the order of the vocabulary, as written and with where it is set."""

from pathlib import Path

from compliance.facts import NO_FACTS
from compliance.intake.office import Office, read_profile
from compliance.report.settings import settings_data, settings_of
from tests.people import set_by
from tests.rulebooks import shipped


def test_settings_name_the_command_or_the_line_of_the_profile(tmp_path: Path) -> None:
    profile = tmp_path / "office.yaml"
    profile.write_text("name: 某局\nfacts:\n  所属产业集群: 其他\n  县(市、区): 叶县\n", "utf-8")
    vocabulary = shipped().vocabulary
    facts = Office(read_profile(profile), ("建设性质=新建",)).facts(vocabulary).facts
    told = [(one.field.id, one.datum.written, one.where.zh) for one in settings_of(facts, vocabulary)]
    assert [(id_, written) for id_, written, _ in told] == [
        ("county", "叶县"),
        ("construction_nature", "新建"),
        ("industry_cluster", "其他"),
    ]
    assert told[1][2] == "命令行 --set"
    assert told[2][2].startswith("办公室设定 [")
    assert "office.yaml:3" in told[2][2]


def test_settings_are_data_with_their_label_in_one_language() -> None:
    vocabulary = shipped().vocabulary
    assert settings_data(set_by("建设性质=新建"), vocabulary, "en") == [
        {
            "field": "construction_nature",
            "label": "Nature of construction",
            "written": "新建",
            "at": {"file": "--set"},
        }
    ]
    assert settings_data(NO_FACTS, vocabulary, "zh") == []
