"""What a text on a form means as a label: a field and a unit, a question, or only that it is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compliance.intake.columns.mapping import How, MatchDoubt
from compliance.intake.columns.mapping_file import GivenColumn
from compliance.intake.columns.meaning import (
    Found,
    find,
    is_part,
    meaning_of,
    part_of,
    tidy,
    under_table_unit,
    unit_stated,
)
from compliance.intake.forms.boxes import has_boxes
from compliance.intake.heading import Heading
from compliance.quantity.units import Unit
from compliance.vocabulary.fields import Field, Vocabulary

LONGEST = 40  # of a label, in characters
_COMPARED = 3_000  # so many texts are compared with the names of fields

# What stands behind a label and says nothing of what it means.
_ASKED_FOR = re.compile(
    r"[(（\[【〔](?:加盖|盖|公|签)?(?:章|公章)[)）\]】〕]$|[(（\[【〔](?:(?:本人)?签字|签名|签字或盖章|签字盖章|必填|选填|如有|单选|多选|可多选|可单选|"
    r"(?:请)?(?:在[□☐方框]*内|在相应[□☐方框]*内)?(?:打|划|画)[“\"]?√[”\"]?(?:即可)?)[)）\]】〕]$"
)
# What labels of forms end with, and whole labels, beside the names of fields.
_ENDINGS = re.compile(
    r"(?:"
    r"电话|手机|传真|邮编|编码|邮箱|地址|地点|位置|联系人|负责人|责任人|经办人|填表人|申请人"
    r"|审核人|法人|代表|代表人|姓名|职务|职称|日期|时间|年限|期限|工期|年份|类型|类别|性质"
    r"|文号|编号|代码|证号|部门|机关|名称|面积|金额|费用|经费|资金|利息|资本|贷款|收入|税收"
    r"|利润|产值|比例|占比|规模|内容|情况|方式|形式|来源|范围|说明|意见|签字|盖章|目标|进度"
    r"|用途|等级|级别|数量|人数|简介|概况|依据|结论|浓度|产生量|排放量|削减量|控制值|产品|产能"
    r"|身份|资质|学历|国籍|账号|开户行|网址|股东|股权|资产|负债|总额|状况|措施|效益|结构|特点|计划|安排"
    r")$"
)
_WORDS = re.compile(
    r"合计|小计|总计|共计|总额|其他|其它|序号|编号|备注|项目|指标|单位|数值|数量|附件|附注"
    r"|土建工程|设备购置|安装工程|工程建设其他费用|预备费|控制值|标准值|本项目|是否符合|申报|申报值"
    r"|核定|核定值|上年|上年实际|计划|实际|现状|排放源|所有制"
)
_ASKING = ("是否", "有无", "是不是", "其中")
_SENTENCE = re.compile(r"[。；;！？!?]|,.*,|，.*，")
_NUMBERED = re.compile(r"\d{1,2}[、.．)）]\s*\D")
_INNER_COLON = re.compile(r"[:：]\s*\S")
_LETTER = re.compile(r"[A-Za-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Label:
    """What a text means: its field where that is certain, or why it is in question, or neither.

    `is_strong` says that it has the very name of a field or of what is mistaken for one; one that is only close to a
    name may as well be a value.  `is_other` says that it reads as a label of something that no field is.
    """

    text: str
    field: Field | None = None
    unit: Unit | None = None
    how: How = How.none
    doubt: MatchDoubt | None = None
    attested: bool = False
    is_strong: bool = False
    is_other: bool = False
    ignored: bool = False

    @property
    def means_some_field(self) -> bool:
        """Whether it means a field, certainly or not."""
        return self.field is not None or self.doubt is not None

    @property
    def closest(self) -> Field | None:
        """The field that it means, or that it may mean."""
        if self.field is not None:
            return self.field
        return self.doubt.candidates[0] if self.doubt is not None else None

    @property
    def names_it(self) -> bool:
        """Whether it has the very name of its closest field, and only what stands beside the name is in question."""
        return self.field is not None or self.how in (How.label, How.alias)

    @property
    def reads(self) -> Heading | None:
        """The field with the unit of bare numbers, or None where no field is certain."""
        return None if self.field is None else Heading(self.field, self.unit or self.field.unit, self.attested)


NO_LABEL = Label("")


class Labels:
    """The labels of one form; equal texts are looked up once."""

    def __init__(self, vocabulary: Vocabulary, subject: str, units: Sequence[Unit] = ()) -> None:
        self._vocabulary = vocabulary
        self._subject = subject
        self._units = units
        self._known: dict[tuple[str, str], Label] = {}

    def of(self, text: str, top: str = "") -> Label:
        """What a text means as a label, alone or below an upper one; `NO_LABEL` for what is none."""
        asked = (text, top)
        if asked not in self._known:
            if len(self._known) >= _COMPARED:
                return NO_LABEL
            self._known[asked] = self._look_up(text, top)
        return self._known[asked]

    def part(self, text: str, left: Label) -> Label:
        """What 其中:固定资产投资 means right of what `left` states: the part of that, else what it means alone.

        Where it states no unit, it is in that of the whole.
        """
        alone = self.of(text)
        if not (rest := is_part(plain_label(text))):
            return alone
        part = self.of(rest)
        if part_of(left.field, Found(part.field), Found()).field is None:
            return alone
        return replace(part, unit=part.unit or left.unit)

    def given(self, stated: GivenColumn, text: str) -> Label:
        """What a mapping file says of a label."""
        if stated.field is None:
            return Label(plain_label(text), is_strong=True, ignored=True)
        unit = stated.unit or unit_stated(stated.field, plain_label(text))
        return Label(plain_label(text), stated.field, unit, How.given, None, stated.attested, is_strong=True)

    def _look_up(self, text: str, top: str) -> Label:
        plain = plain_label(text)
        if not is_label_like(text, plain):
            return NO_LABEL
        found = (
            meaning_of(self._vocabulary, self._subject, plain, plain_label(top))
            if top
            else find(self._vocabulary, self._subject, plain)
        )
        found = under_table_unit(found, self._units)
        strong = found.field is not None or (found.doubt is not None and found.how is not How.close)
        return Label(
            plain, found.field, found.unit, found.how, found.doubt, is_strong=strong, is_other=_is_other(plain)
        )


def plain_label(text: str) -> str:
    """A label on one line, without what only says how it is to be filled in."""
    plain = tidy(text).strip(" :：*※")
    while (shorter := _ASKED_FOR.sub("", plain).strip(" :：*※")) != plain:
        plain = shorter
    return plain


def is_label_like(text: str, plain: str) -> bool:
    """Whether a text can be a label at all: short, in words, without boxes, and no sentence."""
    return (
        0 < len(plain) <= LONGEST
        and _LETTER.search(plain) is not None
        and not has_boxes(plain)
        and (not plain[0].isdecimal() or _NUMBERED.match(plain) is not None)
        and (_INNER_COLON.search(plain) is None or plain.startswith("其中"))
        and _SENTENCE.search(text) is None
    )


def _is_other(plain: str) -> bool:
    bare = re.sub(r"[(（\[][^()（）]*[)）\]]$", "", plain).replace(" ", "").strip(":：")
    return bool(_WORDS.fullmatch(bare) or _ENDINGS.search(bare)) or bare.startswith(_ASKING)
