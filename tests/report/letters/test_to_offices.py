"""Each office that must find something gets one letter, on all the projects of which it must."""

from compliance.intake.office import NO_PROFILE, Profile
from compliance.report.letters.to_offices import compose_consultations
from tests.people import decided
from tests.review.staged import LEAD, PAPERS

ONE = {**LEAD, **PAPERS}
MILL = {"项目名称": "另一项目", "行业代码": "3011", "是否新增产能": "是", "是否有产能置换方案": "是"}
OTHER = {**LEAD, **PAPERS, **MILL}


def test_each_office_is_asked_of_all_its_projects_in_one_letter() -> None:
    letters = {one.office: one for one in compose_consultations([decided(ONE), decided(OTHER)], "zh", NO_PROFILE)}
    assert {office: len(one.letter.section["matters"].rows) for office, one in letters.items()} == {
        "environment": 2,
        "investment": 2,
        "": 1,
    }
    assert letters["environment"].letter.title == "关于商请认定2个项目有关事项的函"
    assert letters[""].letter.addressee == "有权认定的部门："
    project, matter, basis = letters["environment"].letter.section["matters"].rows[0]
    assert project.startswith("某项目；建设地点 叶县，叶县产业集聚区")
    assert matter == "是否认定为重污染项目"
    assert basis == "“严禁重污染、产能过剩、低水平重复项目入驻产业集聚区”（平政办〔2015〕26号 二（六）4）"


def test_an_office_is_called_what_the_profile_calls_it() -> None:
    profile = Profile(offices={"environment": "叶县环境保护局"})
    letters = {one.office: one.letter for one in compose_consultations([decided(ONE)], "zh", profile)}
    assert letters["environment"].addressee == "叶县环境保护局："
    assert letters["investment"].addressee == "投资主管部门会同行业主管部门："
