"""A small rulebook, which is loaded and compiled in no time, as files of a trial."""

from tests.hostile.trial import File
from tests.rulebooks import CITE, PACK, VOCABULARY, rule

CONTENT = f"""
interpretations:
  - {{id: about_share, label: {{zh: 约, en: About}}, value: 10%, why: {{zh: 约定, en: a convention}}, set_by: {{zh: 本库, en: here}}}}
define:
  - {{id: big, label: {{zh: 大项目, en: Big}}, holds: investment >= 1 亿元}}
  - {{id: intensity, label: {{zh: 投资强度, en: Intensity}}, value: investment / land_area, unit: 万元/亩}}
  - {{id: dense, label: {{zh: 集约, en: Dense}}, holds: intensity >= 20 万元/亩 and not polluting}}
lists:
  - {{id: heavy, label: {{zh: 重点行业, en: Heavy}}, values: ['31', '3011']}}
tables:
  - {{id: least, label: {{zh: 下限, en: Least}}, inputs: [code], output: {{unit: 万元/亩}}, rows: [['31', 20], ['291', 10]]}}
  - {{id: step, label: {{zh: 分档, en: Step}}, hit: first, inputs: [land_area, source], output: {{unit: ''}}, rows: [['[0..100)', '-', 1], ['-', stock, 3]]}}
rules:
  - {{id: CITY-1, title: {{zh: 甲, en: A}}, cite: {CITE}, force: obligation, when: in_zone, require: land_area <= 500 亩 or exempted}}
{rule("CITY-2", "when: big and code in heavy, require: intensity >= least(code)")}
{rule("CITY-3", "when: agreed + 1 年 <= as_of, require: 'count(building where floor_area >= 5000 平方米) >= 2'")}
{rule("CITY-4", "when: true, require: dense, unless: {condition: source = stock, cite: " + CITE + ", reason: {zh: 乙, en: B}}")}
"""

PACK_FILE = PACK.format(id="city", prefix="CITY", document="城文", authority="municipal")

RULES = (
    File(b"rules/vocabulary.yaml", VOCABULARY.encode()),
    File(b"rules/city/pack.yaml", PACK_FILE.encode()),
    File(b"rules/city/rules.yaml", CONTENT.encode()),
)
