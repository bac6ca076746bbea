"""The fixed words of reports, in both languages."""

from collections.abc import Mapping

from compliance.case import How
from compliance.engines.engine import Outcome
from compliance.review.decision import Verdict
from compliance.rulebook.model import Authority, Force, Uncheckable
from compliance.text import Text

TITLE = Text("合规审查意见(初审,供人工复核)", "Compliance review (preliminary, for a person to confirm)")

VERDICTS: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("建议通过", "Pass (proposed)"),
    Verdict.CONDITIONAL: Text(
        "建议有条件通过(整改或专题论证)", "Conditional pass (proposed): rectify or justify the points below"
    ),
    Verdict.REFERRED: Text("待认定(不得视为通过)", "For a person to decide: not to be taken for a pass"),
    Verdict.UNDETERMINED: Text("待补正", "Incomplete: further information is required"),
    Verdict.FAIL: Text("建议不予通过", "Fail (proposed)"),
}

FIRST_LOOK: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("初筛未发现障碍", "Nothing found against it at a first look"),
    Verdict.CONDITIONAL: Text(
        "初筛有条件未满足(须整改或专题论证)", "Conditions not met at a first look: rectify or justify the points below"
    ),
    Verdict.FAIL: Text("初筛即不符合,建议不予通过", "Fail (proposed) at a first look already"),
}
OUTSIDE = Text(
    "不作通过结论:不在本市范围",
    "No pass is given: outside the places that the rulebook's plans cover",
)
COUNTED_OUTSIDE = Text("其中不在本市范围", "Of these outside the places that the rulebook's plans cover")
# What the leads of a ledger came to, whatever their stages.
COUNTED_VERDICTS: Mapping[Verdict, Text] = {
    **VERDICTS,
    Verdict.PASS: Text(
        "建议通过(招商线索:初筛未发现障碍)", "Pass (proposed); of leads: nothing found against them at a first look"
    ),
}

FORCES: Mapping[Force, Text] = {
    Force.PROHIBITION: Text("严禁", "prohibition"),
    Force.OBLIGATION: Text("应当", "obligation"),
    Force.CONDITION: Text("约束性条件", "condition"),
    Force.PRIORITY: Text("优先", "priority"),
    Force.GUIDANCE: Text("导向", "guidance"),
    Force.PROCEDURE: Text("程序", "procedure"),
    Force.TARGET: Text("目标", "target"),
    Force.DEADLINE: Text("期限", "deadline"),
}

CONSEQUENCES: Mapping[Force, Text] = {
    Force.PROHIBITION: Text("不符合的建议不予通过", "breaking it means refusal"),
    Force.OBLIGATION: Text("不符合的建议不予通过", "breaking it means refusal"),
    Force.CONDITION: Text("不符合的整改或专题论证,有条件通过", "breaking it means a conditional pass"),
    Force.PRIORITY: Text("只授予支持,不会不符合", "grants, and cannot be failed"),
    Force.GUIDANCE: Text("只作引导,不影响结论", "advises, without effect on the verdict"),
    Force.PROCEDURE: Text("程序要求,不影响项目结论", "a procedure, without effect on a project's verdict"),
    Force.TARGET: Text("报告完成与差距,不影响项目结论", "attainment and gap are reported, without effect on a project"),
    Force.DEADLINE: Text("报告是否逾期,不影响项目结论", "lateness is reported, without effect on a project"),
}

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.PASS: Text("符合", "met"),
    Outcome.FAIL: Text("不符合", "not met"),
    Outcome.UNDETERMINED: Text("待补正", "to be supplemented"),
    Outcome.MANUAL: Text("人工认定", "for a person to decide"),
    Outcome.DEFERRED: Text("后续判断", "left for a later stage"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Outcome.OVERRIDDEN: Text("从其规定/例外", "superseded or exempt"),
}

UNCHECKABLE: Mapping[Uncheckable, Text] = {
    Uncheckable.PRINCIPLE: Text("不可核对(原则)", "not checkable (principle)"),
    Uncheckable.WORK_DIRECTION: Text("不可核对(工作方向)", "not checkable (direction of work)"),
    Uncheckable.VAGUE_OUTCOME: Text("不可核对(没有尺度)", "not checkable (no measure)"),
    Uncheckable.TRUNCATED: Text("不可核对(原文不全)", "not checkable (text incomplete)"),
}
PARTS: Mapping[str, Text] = {
    "definition": Text("定义", "definition"),
    "interpretation": Text("解释", "interpretation"),
    "pack": Text("从其规定", "yields to superior rules"),
}
NOT_CHECKABLE = Text("不可核对的段落及理由", "Passages that cannot be checked, and why")
HEADING = Text("标题、文号等", "heading")
UNCOVERED = Text("没有着落:既无规则,也未列为标题或不可核对", "not accounted for")

SUBJECT = Text("项目", "Project")
ID = Text("编号", "Id")
STAGE = Text("项目阶段", "Stage")
AS_OF = Text("审查日期", "As of")
BASIS = Text("审查依据", "Basis")
VERDICT = Text("审查结论", "Verdict")

NOTICES = Text("说明", "Notices")
CONFLICTS = Text("数据疑点", "Doubtful data")
NOT_MET = Text("不符合的条款", "Not met")
REQUESTS = Text("须补正的材料", "To be supplied")
REFERRALS = Text("须由人工认定的事项", "For a person to decide")
UNREAD = Text("未采用的填写内容", "Written but not used")
DEFERRED = Text("后续阶段判断的条款", "Left for later stages")
LEFT_FOR_LATER = Text("留待后续阶段", "Left for later stages")
ENTITLEMENTS = Text("可享受的支持", "Entitlements")
PROSPECTIVE = Text("通过后可享受的支持", "To be had once it passes")
MET = Text("符合的条款", "Met")
OVERRIDDEN = Text("例外与从其规定", "Exceptions and superior rules")
ADVICE = Text("提示与建议(不影响结论)", "Advice (does not affect the verdict)")
UNSTATED = Text("材料未说明的导向与程序条款(不影响结论)", "Guidance and procedure not covered by the data")
NOT_APPLICABLE = Text("不适用的条款", "Not applicable")
READINGS = Text("所依的解释(约定)", "Interpretations it rests on (conventions)")
INTERPRETATIONS = Text("本意见采用的解释(约定)", "Interpretations used (conventions)")

REASON = Text("理由", "Reason")
QUOTE = Text("原文", "Quote")
SOURCE = Text("出处", "Source")
DATA = Text("数据", "Data")
RULE_BASIS = Text("口径", "Reading")
ADVISED = Text("建议", "Advice")
GRANTED = Text("内容", "Grants")
NEEDED_BY = Text("用于", "Needed by")
WRITTEN = Text("填报内容", "As written")
IN_DOUBT = Text("疑点", "In doubt")
FOUND = Text("人工认定", "Found by a person")
FINDINGS = Text("已有的人工认定", "Findings by persons")
RESULT_FOUND = Text("结论", "Result")
FOUND_BY = Text("认定", "Found by")
PLACE = Text("来源", "Place")
CLAIMED = Text("材料自述", "Claimed")
SETTINGS = Text("设定", "Set by the office")
FACTS_DIGEST = Text("设定摘要", "Digest of what is set")
HOW = {
    How.SET: Text("设定", "set"),
    How.FINDING: Text("认定", "found"),
    How.INFERRED: Text("推断", "inferred"),
}
ROUGH = Text(
    "所据为约数,其幅度按本规则库的约定;签署前须核准",
    "rests on a rough figure, which may be off as far as this rulebook lets it; verify before signing",
)
ONLY_IF = Text("仅在下列条款适用时需要", "needed only if the clause applies")
WHY = Text("理由", "Why")
SET_BY = Text("设定", "Set by")
CONFIDENCE = Text("可信度", "confidence")
SIGNATURE = Text(
    "本意见由规则自动生成,结论为建议,由经办人复核后签署。",
    "Generated from rules; the verdict is a proposal, to be confirmed and signed by an officer.",
)

RULEBOOK = Text("规则库", "The rulebook")
FIELDS = Text("申报材料的字段", "The fields of an application")
FIELD_COLUMNS = (
    Text("名称", "Name"),
    Text("标识", "Id"),
    Text("单位", "Unit"),
    Text("自此阶段起可填", "Known from the stage"),
    Text("用到的规则", "Rules that read it"),
)
OPEN_QUESTIONS = Text("现有来源没有回答的问题", "What no source at hand answers")
WHY_OPEN = Text(
    "以下各项没有写成规则或数值:没有见到原文,不凭记忆补写。取得后由规则维护者补入。",
    "None of this is written as a rule or a figure: its text was not seen, and nothing is filled in from memory. "
    "Whoever keeps the rules adds it once it is at hand.",
)
TO_BE_HAD = Text("可查于:", "To be had from: ")
LAW = Text("原文依据", "Law text")
MEANING = Text("含义", "Meaning")
USES = Text("所用的定义与表", "Definitions and tables used")
CASES = Text("案例", "Cases")
FORCE = Text("效力", "Force")
IN_FORCE = Text("有效期", "In force")
MATTER = Text("事项", "Matter")
WRITTEN_AT = Text("位置", "Written at")
DUE = Text("判断阶段", "Due")
NEEDS = Text("所需数据(自何阶段可知)", "Needs (known from which stage on)")
TERRITORY = Text("适用区域(方案)", "The plan applies where")
WHEN = Text("适用于", "Applies when")
REQUIRE = Text("要求", "Requires")
UNLESS = Text("例外", "Unless")
IN_WORDS = Text("释义", "In words")
AS_WRITTEN = Text("规则", "As written")
ROWS = Text("行数", "rows:")

SIGNS: Mapping[str, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "!=": "≠"}
ASSESSMENT_TITLE = Text("年度目标对照(初核,供人工复核)", "The year's targets (preliminary, for a person to confirm)")
ASSESSMENT_SIGNATURE = Text(
    "本对照由规则自动生成。集聚区、县区、全市的目标不影响任何项目的审查结论。",
    "Generated from rules. Targets of zones, counties and the city bear on no project's verdict.",
)
AS_OF_LEDGER = Text("截至", "As of")
NONE_IN_FORCE = Text("该日没有施行的目标", "no targets are in force on that day")
COUNTS = Text("结果", "Results")
UNLISTED = Text("应列而台账未列", "Not in the ledger, and should be")
UNHELD = Text("台账未列负责者的要求", "Demands on those of whom the ledger lists nobody")
WOULD = Text("如不属严禁", "If not forbidden")
WOULD_DRAW = Text("则使用", "It would draw")
LEAGUE = Text("集聚区排序(按已报数据的达标目标数,全未报的在后)", "Zones by targets met of what they reported")
NOT_REPORTED = Text("未报或待定", "Not reported or open")
LEDGER_NOTES = Text("台账读取说明", "Notes on reading the ledger")
LACKING = Text("缺", "Lacking")
INDEX = Text("指标", "Figure")
FIGURE = Text("数值", "Value")
DEVIATION = Text("偏差", "Deviation")
GAP = Text("差距", "Gap")
RECORDS = Text("台账", "Ledger")
OPEN_RECORDS = Text("资料不全", "Lacking data")
MARGINAL = Text("只差一项", "One condition short")
UNKNOWN = Text("未知", "unknown")
NOTE = Text("说明", "Note")
CHART = Text("完成率", "Share of each target reached")
COUNTED = Text("计入", "Counted")
NOT_COUNTED = Text("不计入", "Not counted")
ALLOCATION_TITLE = Text("要素分配建议(供人工复核)", "Allocation (proposed, for a person to confirm)")
ALLOCATION_SIGNATURE = Text(
    "本建议由规则自动生成,次序和口径见上,由主管部门决定。",
    "Generated from rules in the order stated above; the authority decides.",
)
LEFT = Text("总量与余量", "What there is and what is left")
ORDER = Text("次序", "Order")
DRAWN = Text("使用", "Drawn")
SHEET_OVERVIEW = Text("一页", "One page")
SHEET_TARGETS = Text("目标", "Targets")
SHEET_ZONES = Text("集聚区排序", "Zones")
SHEET_RECORDS = Text("台账明细", "Records")
SHEET_NOTES = Text("说明", "Notes")
TARGET_COLUMNS = (
    Text("结果", "Result"),
    Text("主体", "Subject"),
    Text("目标或要求", "Demand"),
    INDEX,
    FIGURE,
    Text("目标值", "Target"),
    CHART,
    Text("与目标之差", "Difference"),
    REASON,
    Text("条款", "Clause"),
    QUOTE,
    Text("规则编号", "Rule"),
)
ZONE_COLUMNS = (
    Text("产业集聚区", "Zone"),
    Text("达标", "Met"),
    Text("有差距或未达标", "Short"),
    Text("待定", "Undecided"),
)
RECORD_COLUMNS = (
    Text("主体", "Subject"),
    Text("目标或要求", "Demand"),
    Text("名称", "Record"),
    Text("是否计入", "Counted or not"),
    Text("原因", "Why"),
)
NOTE_COLUMNS = (Text("事项", "About"), NOTE)

AUTHORITIES: Mapping[Authority, Text] = {
    Authority.NATIONAL: Text("国家", "national"),
    Authority.PROVINCIAL: Text("省", "provincial"),
    Authority.MUNICIPAL: Text("市", "municipal"),
}
MEMO_SUBTITLE = Text("(初审建议,供人工复核)", "(preliminary proposal, for a person to confirm)")
KINDS = Text(
    "文中“原文”是文件原句,没有原句的列明出处;“推算”是按规则从填报数据得出的结果,附数字和算式;"
    "“约定”是规则库对原文的解释,不是文件原文。",
    "“Quote” gives the words of a document in the original Chinese, “Source” where a figure was read; “Derived” is "
    "what follows from the data under the rules, with figures and formula; “Convention” is how the rulebook reads the "
    "text and is no part of it. Headings are translated for convenience; only the Chinese text is authentic.",
)
KIND_FOUND = Text(
    "写明“经认定”的,是所列单位或人员对本项目的认定,不是推算。",
    "What is said to be found is what the office or person named has found of this project, and is not derived.",
)
COMPUTED = Text("推算", "Derived")
CONVENTION = Text("约定", "Convention")
OUTCOME = Text("结论", "Outcome")
DECISION_SPACE = Text("认定意见", "Decision")
BLANK = "________________"
BLANK_DATE = Text("____年__月__日", "____-__-__")
MEMO_SUBJECT = Text("审查对象", "Subject")
FACTS = Text("审查采用的数据", "Facts examined")
CLAUSES = Text("逐条审查意见", "Conclusions by clause")
WAITING = Text("待补正的条款", "Waiting for data")
CONDITIONS = Text("须整改或论证的条件", "Conditions and what would meet them")
GAPS = Text("差距和未落实的要求", "Gaps, and what was not carried out")
VERSIONS = Text("规则版本", "Versions of the rules")
APPLICATION = Text("申报材料", "Application")
SHORT_BLANK = "________"
SECRECY = Text("密级", "Secrecy")
DOCUMENT_NUMBER = Text("文号", "No.")
SIGNERS = (
    Text("经办人", "Officer"),
    Text("复核人", "Checked by"),
    Text("会签", "Countersigned"),
    Text("签发", "Issued by"),
)
SIGNATURE_COLUMNS = (Text("签署", "Role"), Text("姓名", "Name"), Text("日期", "Date"))
PAIR_COLUMNS = (Text("项目", "Item"), Text("内容", "Content"))
DOCUMENT_COLUMNS = (
    Text("文件", "Document"),
    Text("发布机关", "Issued by"),
    Text("层级", "Level"),
    Text("施行日期", "In force"),
)
FACT_COLUMNS = (Text("数据", "Field"), Text("采用值", "Value"), WRITTEN, Text("来源", "Source"))
CONFLICT_COLUMNS = (DATA, WRITTEN, Text("来源", "Source"), IN_DOUBT)
CONDITION_COLUMNS = (
    Text("条件", "Condition"),
    Text("现状", "As it stands"),
    Text("须达到", "Required"),
    Text("办法", "What to do"),
)
REQUEST_COLUMNS = (Text("须补正", "To be supplied"), Text("需要的条款", "Clauses that need it"), NOTE)
UNREAD_COLUMNS = (WRITTEN, Text("来源", "Source"), NOTE)
FINDING_COLUMNS = (
    Text("事项", "Matter"),
    RESULT_FOUND,
    Text("认定单位、认定人、日期、文号和理由", "Found by whom, when, by which document, why"),
    NOTE,
)
SETTING_COLUMNS = (Text("数据", "Field"), Text("设定值", "Value"), Text("设定处", "Set where"))
DEFERRED_COLUMNS = (STAGE, Text("条款", "Clause"), Text("届时须有", "Needed then"))
CLAUSE_COLUMNS = (Text("条款", "Clause"), Text("原文或出处", "Quote or source"), COMPUTED, CONVENTION)
UNSTATED_COLUMNS = (Text("条款", "Clause"), Text("未说明的数据", "Data not given"))
NOT_APPLICABLE_COLUMNS = (Text("条款", "Clause"), REASON)
READING_COLUMNS = (Text("约定", "Convention"), Text("内容与理由", "What and why"))
MEMO_TARGET_COLUMNS = (
    Text("结果", "Result"),
    Text("主体", "Subject"),
    Text("目标或要求", "Demand"),
    Text("数值与目标", "Value and target"),
    GAP,
)
AWARD_COLUMNS = (Text("项目", "Project"), DRAWN, REASON, QUOTE)
WHOLE_RULEBOOK = Text("整个规则库", "The whole rulebook")
DIGEST = Text("规则库摘要", "Rulebook digest")
SHOWN_OF_DIGEST = 12  # so many of its characters stand where it only has to be told from others
VERSION_COLUMNS = (Text("规则包", "Pack"), Text("版本", "Version"), Text("摘要(SHA-256)", "Digest (SHA-256)"))


def verdict_words(verdict: Verdict, *, first_look: bool, outside: bool) -> Text:
    """What a verdict is called.

    `first_look` if it comes before the stage of an application; `outside` if the case lies outside every place that the
    packs are for.
    """
    if outside and verdict is Verdict.UNDETERMINED:
        return OUTSIDE
    return FIRST_LOOK.get(verdict, VERDICTS[verdict]) if first_look else VERDICTS[verdict]


def percent(part: int, whole: int) -> str:
    """The share in percent, rounded down so that only a whole is 100%; a whole of nothing is complete."""
    thousandths = 1000 * part // whole if whole else 1000
    return f"{thousandths // 10}%" if thousandths % 10 == 0 else f"{thousandths // 10}.{thousandths % 10}%"
