"""A small vocabulary, applications read with it, and workbooks of leads."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from compliance.case import Case
from compliance.errors import InputError
from compliance.intake.application import read_applications
from compliance.nodes.from_yaml import read_yaml
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.intake.reading import Read, Rows, told

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  building: {label: {zh: 单体建筑, en: Building}, part_of: project}
project:
  project_id: {kind: text, label: {zh: 项目编号, en: Project id}}
  name:          {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  applicant:     {kind: text, label: {zh: 建设单位, en: Applicant}}
  industry_code: {kind: code, label: {zh: 国民经济行业代码, en: Industry code}, aliases: [行业代码]}
  signed:        {kind: bool, label: {zh: 是否签约, en: Contract signed}}
  nature:
    kind: enum
    label: {zh: 建设性质, en: Nature of construction}
    values: {new: 新建, expansion: 改扩建, upgrade: {zh: 技术改造, en: Technical upgrade}, none: 无}
  conditions:
    kind: set
    label: {zh: 用地条件, en: Conditions}
    values: {plot_ratio: 容积率, green_ratio: 绿地率}
  land_area:     {kind: number, unit: 亩, min: 0, label: {zh: 用地面积, en: Site area}, aliases: [占地面积]}
  investment:    {kind: number, unit: 万元, min: 0, label: {zh: 总投资, en: Total investment}}
  land_grade:    {kind: number, unit: 等, min: 1, max: 15, label: {zh: 土地等别, en: Land grade}}
  share:         {kind: number, unit: '%', min: 0, max: 100, label: {zh: 占比, en: Share}}
  start_date:    {kind: date, label: {zh: 开工日期, en: Start}}
  buildings:     {kind: list, of: building, label: {zh: 单体建筑, en: Buildings}}
building:
  name:          {kind: text, label: {zh: 建筑名称, en: Building}}
  storeys:       {kind: number, unit: 层, min: 0, label: {zh: 层数, en: Storeys}}
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(read_yaml(VOCABULARY.encode(), "vocabulary.yaml")[0])


@pytest.fixture
def read(tmp_path: Path, vocabulary: Vocabulary) -> Read:
    """Reads a YAML text as an application file called app.yaml."""

    def read(text: str) -> tuple[Case, ...]:
        path = tmp_path / "app.yaml"
        path.write_text(text, encoding="utf-8")
        return read_applications(path, vocabulary)

    return read


@pytest.fixture
def refused(read: Read) -> Callable[[str], list[str]]:
    """What is said, in English and without the file name, of an application or of what in it is not used."""

    def refused(text: str) -> list[str]:
        try:
            problems = [problem for case in read(text) for problem in told(case)]
        except InputError as error:
            problems = list(error.problems)
        assert problems
        assert all(problem.message.zh for problem in problems)
        return [problem.line("en").partition("app.yaml:")[2] for problem in problems]

    return refused


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as the sheets of an .xlsx workbook; `more` may add to the first sheet."""

    def write(rows: Rows, more: Callable[..., object] | None = None, **others: Rows) -> Path:
        path = tmp_path / "leads.xlsx"
        workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in {"线索": rows, **others}.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(table):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, dated)
                    elif value != "":
                        sheet.write(number, column, value)
            if more and name == "线索":
                more(workbook, sheet)
        workbook.close()
        return path

    return write
