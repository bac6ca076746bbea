"""What is given to a review, by what it is: an application file, a form, or what cannot be reviewed as it is."""

from enum import StrEnum
from typing import NamedTuple

from compliance.case import Case
from compliance.errors import InputError, Place, Problem, RequestError, shown
from compliance.intake.application import read_applications
from compliance.intake.forms.documents import DOCUMENTS, PDF, WORD
from compliance.intake.forms.items import FormRead
from compliance.intake.forms.own import is_own_form
from compliance.intake.forms.reading import FormReading, read_document_form, read_own_form, read_table_form
from compliance.intake.tables.suffixes import BOOKS, SUFFIXES, TEXTS
from compliance.intake.tables.table import Table
from compliance.source import Readable, Source, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_TABLES = (*BOOKS, *TEXTS)
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".ofd")
_AS_WORD = Text(
    "请用 Word 或 WPS 打开后另存为 .docx,再审查", "open it with Word or WPS, save it as .docx, and review that"
)
_AS_BOOK = Text(
    "请用 Excel 或 WPS 打开后另存为 .xlsx,再审查", "open it with Excel or WPS, save it as .xlsx, and review that"
)
_BY_HAND = Text(
    "请索取申请表的 Word 或 Excel 原件,或照其内容写一份申报材料(.yaml,每行“字段: 内容”)",
    "ask for the Word or Excel original, or write an application of it (.yaml, 'field: value' on each line)",
)
_OLD_TEXT = Text("旧版或其他格式的文字文档", "a text document of another format")
_OLD_BOOK = Text("WPS 或其他格式的表格", "a spreadsheet of another format")
_PDF = Text("PDF 文件,读出的内容须先由人核对", "a PDF: what is read of it, a person must check first")
_PROPOSE = Text(
    "请用 compliance review {} --propose 申报材料.yaml 写出待核对的申报材料(扫描件除外)",
    "have an application written to be checked: compliance review {} --propose application.yaml (unless it is a scan)",
)
_PICTURE = Text("图片或扫描件,程序不识别图中的文字", "a picture or a scan, whose text is not recognised")
# What cannot be read, by its suffix, with what it is and what to do.
_REFUSED = {
    **dict.fromkeys((".doc", ".wps", ".dot", ".wpt", ".rtf", ".odt"), (_OLD_TEXT, _AS_WORD)),
    **dict.fromkeys((".et", ".ett", ".xlsb"), (_OLD_BOOK, _AS_BOOK)),
    PDF: (_PDF, _PROPOSE),
    **dict.fromkeys(_PICTURES, (_PICTURE, _BY_HAND)),
}
_OWN = Text(
    "此表由本程序制作,按其标记读取,不用 --mapping 和 --blank",
    "the program made this form and reads it by its marks: neither --mapping nor --blank is for it",
)
_NO_FORM = Text(
    "没有认得的栏目名,不是申请表,也不是线索台账;申请表须写明栏目名称(如 项目名称、用地面积(亩)),内容写在右边",
    "no label names a field: neither a form nor a ledger of leads; a form has each value beside the name of its field",
)


class Shape(StrEnum):
    """What a table is by its shape."""

    form = "form"
    ledger = "ledger"
    other = "other"


def is_form_file(name: str) -> bool:
    """Whether a file may hold a form, by its name."""
    return Source(name).suffix in (*WORD, *_TABLES)


class Material(NamedTuple):
    """The cases of a file, and what whoever gave it should know of how it was read."""

    cases: tuple[Case, ...]
    notes: tuple[Problem, ...] = ()


def read_material(
    given: Readable, vocabulary: Vocabulary, reading: FormReading | None = None, rulebook: str = ""
) -> Material:
    """The cases of an application file, or the one of a form.

    `rulebook` is the digest of the rulebook in use, by which a form that the program handed out is known to be of it.
    Raises: InputError if it cannot be read, or is what nothing can be read of; RequestError for a ledger, with the
    commands that take one.
    """
    source = source_of(given)
    if is_form_file(source.name):
        found = read_form(source, vocabulary, reading or FormReading(), rulebook)
        return Material((found.case,), found.notes)
    if source.suffix in SUFFIXES:
        raise RequestError(ledger_given(source.name))
    _refuse_kind(source)
    return Material(read_applications(source, vocabulary))


def read_form(given: Readable, vocabulary: Vocabulary, reading: FormReading, rulebook: str = "") -> FormRead:
    """What a form states, or seems to state if it is a PDF; one that the program handed out by its own marks.

    Raises: as `read_material`, and InputError if no label of it means a field.
    """
    source = source_of(given)
    if is_own_form(source):
        if reading.mapping is not None or reading.blank is not None:
            raise RequestError(_OWN)
        return read_own_form(source, vocabulary, rulebook)
    if source.suffix in DOCUMENTS:
        return read_document_form(source, vocabulary, reading)
    _refuse_kind(source)
    return _of_tables(source, vocabulary, reading)


def _refuse_kind(source: Source) -> None:
    """Nothing, unless a file is of a kind that is not reviewed.  Raises: InputError, with what it is and what to do."""
    if source.suffix in _REFUSED:
        what, do = _REFUSED[source.suffix]
        name = shown(source.name, 200)
        words = Text(f"{what.zh};{do.zh.format(name)}", f"{what.en}; {do.en.format(name)}")
        raise InputError([Problem(Place(name), words)])


def is_form(given: Readable, vocabulary: Vocabulary, sheet: str | None = None, encoding: str | None = None) -> bool:
    """Whether a file is a form on one project, a ledger and anything else being none.  Raises: InputError."""
    source = source_of(given)
    if source.suffix in DOCUMENTS or is_own_form(source):
        return True
    if source.suffix not in _TABLES:
        return False
    from compliance.intake.tables.open import open_tables

    return any(_shape(table, vocabulary) is Shape.form for table in open_tables(source, sheet, encoding))


def _of_tables(source: Source, vocabulary: Vocabulary, reading: FormReading) -> FormRead:
    from compliance.intake.tables.open import open_tables

    tables = list(open_tables(source, reading.sheet, reading.encoding))
    shapes = [_shape(table, vocabulary) for table in tables]
    decided = reading.blank is not None
    if not decided and Shape.form not in shapes:
        if Shape.ledger in shapes:
            raise RequestError(ledger_given(source.name))
        if reading.mapping is None:
            raise InputError([Problem(Place(source.name), _NO_FORM)])
    read = [table for table, shape in zip(tables, shapes, strict=True) if decided or shape is not Shape.ledger]
    return read_table_form(source, read, vocabulary, reading)


def _shape(table: Table, vocabulary: Vocabulary) -> Shape:
    """What a table is by its shape."""
    from compliance.intake.rows.headed_table import find_columns, is_of_one_project

    headed = find_columns(table, vocabulary, vocabulary.reviewed)
    if table.keys is None and is_of_one_project(headed, vocabulary, vocabulary.reviewed):
        return Shape.form
    return Shape.ledger if headed.mapping.used else Shape.other


def ledger_given(name: str) -> Text:
    """That a ledger was given where a form or an application is reviewed, with what to do."""
    said = shown(name, 200)
    return Text(
        f"“{said}”是台账,每行一个项目。审查其中一行:compliance review {said} --row 行号(或 --id 编号);"
        f"全部筛查:compliance screen {said}",
        f"{said!r} is a ledger with a project in each row. To review one: compliance review {said} --row N "
        f"(or --id ID); to screen all: compliance screen {said}",
    )
