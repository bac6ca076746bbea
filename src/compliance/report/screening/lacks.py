"""What a whole ledger lacks, in words."""

from collections.abc import Iterator

from compliance.screening.lacking import Fields, Lacks, Step
from compliance.screening.result import path_label
from compliance.screening.summary import Screening
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_STEPS = 3  # so many steps beyond the exact columns are told
_NAMED = 10  # so many columns of a step are named
_COUNTED = {1: "一", 2: "两", 3: "三"}

NO_THREE = Text("只补任意三列,没有一条线索能得出结论", "No three columns would settle any lead")
LACKING = Text("全台账所缺", "What the ledger lacks")


def lack_sentences(screening: Screening) -> Iterator[Text]:
    """The columns to fill in and how many leads they would settle; nothing where no lead waits for data."""
    vocabulary = screening.edition.rulebook.vocabulary
    yield from _sentences(screening.summary.lacks(vocabulary), vocabulary)


def _sentences(lacks: Lacks, vocabulary: Vocabulary) -> Iterator[Text]:
    columns = 0
    if lacks.fewest is not None:
        yield _with_total(_exactly(lacks.fewest, vocabulary), lacks.total)
        columns = len(lacks.fewest.columns)
    elif lacks.further:
        yield _with_total(NO_THREE, lacks.total)
    for step in lacks.further[:_STEPS]:
        columns += len(step.columns)
        yield _stepwise(step, columns, vocabulary)
    rest = lacks.further[_STEPS:]
    if rest:
        columns += sum(len(step.columns) for step in rest)
        yield Text(
            f"照此逐步补齐共 {columns} 列,可使 {rest[-1].settled:,} 条线索得出结论",
            f"Going on in this way, {columns} columns in all would settle {rest[-1].settled:,} leads",
        )
    if lacks.uncounted:
        yield Text(
            f"缺项的组合过多,另有 {lacks.uncounted:,} 条待补正的线索未计入,以上列数未必最少",
            f"There are too many combinations of missing fields: {lacks.uncounted:,} more incomplete leads are not "
            "counted, and these columns are perhaps not the best",
        )


def _exactly(step: Step, vocabulary: Vocabulary) -> Text:
    named, settled = _named(step.columns, vocabulary), step.settled
    return Text(
        f"补齐{named.zh}{_number(len(step.columns))}列,可使 {settled:,} 条线索得出结论",
        f"Filling in {_columns(len(step.columns))} {named.en} would settle {settled:,} {_leads(settled)}",
    )


def _with_total(sentence: Text, total: int) -> Text:
    return Text(f"{sentence.zh}(待补正的共 {total:,} 条)", f"{sentence.en} (of {total:,} incomplete)")


def _stepwise(step: Step, columns: int, vocabulary: Vocabulary) -> Text:
    """A step beyond the exact columns; `columns` are those so far, its own included."""
    named, added, settled = _named(step.columns, vocabulary), len(step.columns), step.settled
    so_far = Text("", "") if added == columns else Text(f",共 {columns} 列", f", {columns} columns in all,")
    again = Text("补齐", "Filling in") if added == columns else Text("再补齐", "Filling in also")
    return Text(
        f"{again.zh}{named.zh}{_number(added)}列{so_far.zh},可使 {settled:,} 条线索得出结论(逐步选取,未必最少)",
        f"{again.en} {_columns(added)} {named.en}{so_far.en} would settle {settled:,} {_leads(settled)} "
        "(chosen step by step, perhaps not the fewest)",
    )


def _named(columns: Fields, vocabulary: Vocabulary) -> Text:
    """The labels of columns in quotes, of many the first."""
    labels = [path_label(path, vocabulary) for path in columns]
    first = [Text(f"“{label.zh}”", f"“{label.en}”") for label in labels[:_NAMED]]
    more = len(labels) - len(first)
    zh, en = "".join(label.zh for label in first), [label.en for label in first]
    if more:
        return Text(f"{zh}等", f"{', '.join(en)} and {more} more")
    return Text(zh, " and ".join([", ".join(en[:-1]), en[-1]]) if len(en) > 1 else en[0])


def _number(columns: int) -> str:
    return _COUNTED.get(columns, f" {columns} ")


def _columns(number: int) -> str:
    return "the column" if number == 1 else f"the {number} columns"


def _leads(number: int) -> str:
    return "lead" if number == 1 else "leads"
