"""A small vocabulary with stages: that of `rulebooks`, with the stage from which each field can be known."""

from tests.rulebooks import VOCABULARY

STAGES = """
stages:
  - {id: lead, label: {zh: 招商线索, en: Lead}, screened: true}
  - {id: application, label: {zh: 入驻申请, en: Application}, reviewed: true}
  - {id: land, label: {zh: 供地, en: Land supply}, reached: land_granted}
  - {id: construction, label: {zh: 建设, en: Construction}, reached: started or start_date <= as_of}
  - {id: operation, label: {zh: 投产, en: Operation}, reached: completed <= as_of}
"""

# What shows how far a project has come, and one more thing for persons to find.
_MORE = """
project:
  project_stage: {kind: enum, values: stages, label: {zh: 项目阶段, en: Project stage}}
  land_granted: {kind: bool, label: {zh: 是否已供地, en: Land granted}}
  started: {kind: bool, label: {zh: 是否已动工, en: Started}}
  start_date: {kind: date, label: {zh: 实际开工日期, en: Start}}
  completed: {kind: date, label: {zh: 建成投产日期, en: Completed}}
  accepted: {kind: bool, label: {zh: 是否验收合格, en: Accepted}, decided_by: person}
"""

# Of each construct some field is due early and some late; a building's floor area only after the list of buildings.
DUE = {
    "name": "lead",
    "project_stage": "lead",
    "investment": "lead",
    "in_zone": "lead",
    "code": "lead",
    "unit_named": "lead",
    "land_area": "application",
    "source": "application",
    "polluting": "application",
    "buildings": "application",
    "storeys": "application",
    "exempted": "land",
    "conditions": "land",
    "land_granted": "land",
    "agreed": "land",
    "started": "land",
    "start_date": "land",
    "floor_area": "construction",
    "accepted": "construction",
    "cod": "operation",
    "completed": "operation",
}


def with_stages() -> str:
    """The vocabulary file."""
    text = VOCABULARY.replace("\nproject:\n", _MORE)
    for field, stage in DUE.items():
        text = text.replace(f"\n  {field}: {{kind:", f"\n  {field}: {{stage: {stage}, kind:")
    return STAGES + text
