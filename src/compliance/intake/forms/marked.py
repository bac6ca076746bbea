"""Forms of the program's own to cases: each blank by its mark, read as any application is, with no question."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Unread
from compliance.errors import InputError, Place, Problem, shown, unreadable
from compliance.intake.forms.blanks import Blanks
from compliance.intake.forms.filled import FilledForm, Stray
from compliance.intake.forms.marked_word import mark_of_word, read_marked_word
from compliance.intake.forms.marked_workbook import mark_of_workbook, read_marked_workbook
from compliance.intake.forms.marks import FormMark
from compliance.intake.forms.office_file import FAULTS
from compliance.intake.forms.record_rows import RecordRows
from compliance.intake.required import with_required
from compliance.intake.told import add_told
from compliance.intake.values import CASE_ID
from compliance.source import Readable, Source, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_MARKS: Mapping[str, Callable[[Source], FormMark | None]] = {".xlsx": mark_of_workbook, ".docx": mark_of_word}
_READERS: Mapping[str, Callable[[Source, FormMark], FilledForm]] = {
    ".xlsx": read_marked_workbook,
    ".docx": read_marked_word,
}
SHOWN_DIGITS = 12  # of the digest of a rulebook

_OUTSIDE = Text(
    "写在填写栏以外,没有读取;请填入相应的栏", "written outside of the blanks, and not read; fill it into its blank"
)
_LOST = Text(
    "此栏的标记已丢失(被删除或覆盖),没有读取;请在新的表中填写",
    "the mark of this blank is lost (deleted or written over), so it was not read; fill it in on a new form",
)
_NOTHING = Text("表中没有填写任何内容", "nothing is filled in")


def read_marked(given: Readable, vocabulary: Vocabulary, rulebook: str = "") -> Case:
    """The case that a form of the program's own states.

    `rulebook` is the digest of the rulebook in use, empty where it is not known: a form that another made says so in
    its case, and so do a blank whose mark is lost, and whatever is written outside of the blanks.
    Raises: InputError if the form cannot be read, is blank, or only supplements an application.
    """
    source = source_of(given)
    mark = mark_of(source)
    assert mark is not None, "only forms of the program's own are read by marks"
    if mark.supplements:
        said = shown(mark.supplements)
        zh = f"这是“{said}”的补正表,只有补正的内容;请与原材料一起审查:review 原材料 --with 补正表"
        en = f"a supplement for {said!r}, which holds only what was missing; review APPLICATION --with SUPPLEMENT"
        raise unreadable(source.name, zh, en)
    case = _case(_filled(source, mark), source, vocabulary, rulebook)
    if not case.data and not case.doubts:
        unread = [Problem(one.at, _said(one)) for one in case.unread if one.closest is not None or one.written]
        raise InputError(unread or [Problem(Place(source.name), _NOTHING)])
    return with_required(case, vocabulary)


def read_supplement(given: Readable, vocabulary: Vocabulary, rulebook: str = "") -> tuple[str, Case] | None:
    """By what a supplement names the case whose gaps it asked for, and what it states; None if a file is none.

    Raises: InputError if it cannot be read.
    """
    source = source_of(given)
    mark = mark_of(source)
    if mark is None or not mark.supplements:
        return None
    return mark.supplements, _case(_filled(source, mark), source, vocabulary, rulebook)


def mark_of(source: Source) -> FormMark | None:
    """What a file says of itself if it is a form of the program's own, else None."""
    try:
        return _MARKS[source.suffix](source) if source.suffix in _MARKS else None
    except OSError:
        return None  # what reads the file says more of it


def _filled(source: Source, mark: FormMark) -> FilledForm:
    try:
        return _READERS[source.suffix](source, mark)
    except FAULTS as error:
        said = shown(str(error), 100)
        raise unreadable(source.name, f"文件已损坏,不能读取:{said}", f"damaged, and cannot be read: {said}") from None


def _case(form: FilledForm, source: Source, vocabulary: Vocabulary, rulebook: str) -> Case:
    subject = vocabulary.reviewed
    blanks, rows = Blanks(form, vocabulary), RecordRows(form, vocabulary)
    data: dict[str, Datum] = {}
    doubts: list[Doubt] = []
    unread = [*_notes(form, rulebook)]
    for id_ in form.mark.fields:
        field = vocabulary.find(subject, id_)
        if field is None or field.id != id_:
            unread.append(Unread(id_, "", form.at, _gone(id_)))
        elif not blanks.are_marked(field):
            unread.append(Unread(field.label.zh, "", form.at, _LOST, field))
        else:
            _put(blanks.stated(field, unread), data, doubts)
    for records in form.mark.lists:
        _put(rows.stated(records, unread), data, doubts)
    add_told(blanks.told, data, doubts)
    unread += [_outside(stray) for stray in form.strays]
    stated_id, name = data.get(CASE_ID), data.get("name")
    case_id = str(stated_id.value) if stated_id else source.stem
    called = str(name.value) if name else case_id
    return Case(subject, case_id, called, MappingProxyType(data), tuple(doubts), tuple(unread), form.at)


def _put(stated: Datum | Doubt | tuple[str, Datum] | None, data: dict[str, Datum], doubts: list[Doubt]) -> None:
    match stated:
        case Doubt():
            doubts.append(stated)
        case (str() as id_, Datum() as datum):
            data[id_] = datum


def _notes(form: FilledForm, rulebook: str) -> list[Unread]:
    """That another rulebook made the form than the one in use."""
    made = form.mark.rulebook
    if not rulebook or made == rulebook:
        return []
    zh = f"本表按另一版规则库制作(现用 {rulebook[:SHOWN_DIGITS]}),栏目可能不全;所填内容照常读取"
    en = f"another rulebook made this form (in use: {rulebook[:SHOWN_DIGITS]}), which may ask for other fields; "
    return [Unread("", made[:SHOWN_DIGITS], form.at, Text(zh, f"{en}what is filled in is read all the same"))]


def _said(one: Unread) -> Text:
    """What is not read, and why, on one line."""
    zh, en = (one.name, one.name) if one.closest is None else one.closest.label
    zh, en = (part or shown(one.written) for part in (zh, en))
    return Text(f"{zh}:{one.reason.zh}", f"{en}: {one.reason.en}")


def _outside(stray: Stray) -> Unread:
    return Unread("", stray.written, stray.at, _OUTSIDE)


def _gone(id_: str) -> Text:
    zh, en = f"规则库已没有“{shown(id_)}”这个字段", f"the rulebook has no field {shown(id_)!r} any more"
    return Text(f"{zh},未采用", f"{en}; not used")
