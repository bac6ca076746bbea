"""A small file of fields."""

import pytest

from compliance.errors import InputError
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Node
from compliance.vocabulary.load import load_vocabulary

SMALL = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  building: {label: {zh: 单体建筑, en: Building}, part_of: project}
project:
  name:       {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  county:     {kind: text, label: {zh: '县(市、区)', en: County}}
  land_area:  {kind: number, unit: 亩, min: 0, label: {zh: 用地面积, en: Site area}, aliases: [占地面积]}
  land_grade: {kind: number, unit: 等, min: 1, max: 15, label: {zh: 土地等别, en: Land grade}}
  plot_ratio: {kind: number, label: {zh: 容积率, en: Plot ratio}}
  polluting:  {kind: bool, label: {zh: 是否重污染, en: Polluting}, decided_by: person}
  nature:
    kind: enum
    label: {zh: 建设性质, en: Nature}
    values: {new_build: 新建, upgrade: {zh: 技术改造, en: Technical upgrade, aliases: [技改]}}
  buildings:  {kind: list, of: building, label: {zh: 单体建筑, en: Buildings}}
building:
  name:       {kind: text, label: {zh: 建筑名称, en: Building}}
checks:
  - id: anything
"""


def node(text: str) -> Node:
    """The only document of a YAML text."""
    return read_yaml(text.encode(), "v.yaml")[0]


def refused(text: str) -> list[str]:
    """What is said, in English, of a vocabulary that is not accepted."""
    with pytest.raises(InputError) as caught:
        load_vocabulary(node(text), lambda _: b"code\n")
    assert all(problem.message.zh for problem in caught.value.problems)
    return [problem.line("en").removeprefix("v.yaml:") for problem in caught.value.problems]
