"""The raw rows of a ledger file, one table of it, read lazily where the format allows."""

from collections.abc import Iterator
from dataclasses import replace

from compliance.errors import shown, unreadable
from compliance.intake.tables.content import suffix_of
from compliance.intake.tables.suffixes import BOOKS, READERS, SUFFIXES, TEXTS
from compliance.intake.tables.table import Table
from compliance.source import Source
from compliance.text import Text

_WORD = (".docx", ".docm")


def open_tables(source: Source, sheet: str | None, encoding: str | None) -> Iterator[Table]:
    """The tables of a file that may hold the leads: visible sheets, or the one named, or the one table that it is.

    For `ALL_SHEETS`, which only a workbook has, they are the visible ones.

    Raises: InputError if the file cannot be read, or has no such sheet.
    """
    name, path, suffix = source.name, source.path, source.suffix
    if path is not None and path.is_dir():
        zh = "这是文件夹;Parquet 或 CSV 的文件夹只能用 screen --compact 筛查"
        raise unreadable(name, zh, "a folder; one of Parquet or CSV is screened by screen --compact")
    if path is not None and not path.exists():
        raise unreadable(name, "文件不存在", "no such file")
    if suffix in _WORD:
        command = f"compliance review {shown(name, 200)}"
        zh, en = (
            f"Word 文件不是台账;如是一个项目的申请表,请用 {command} 审查",
            "a Word file is no ledger; a form on one project",
        )
        raise unreadable(name, zh, f"{en} is reviewed by {command}")
    if suffix not in SUFFIXES:
        listed = " ".join(SUFFIXES)
        raise unreadable(name, f"不支持的台账;请用 {listed}", f"unsupported; use {listed}")
    if path is not None and not path.is_file():
        raise unreadable(name, "不是普通文件", "not a regular file")
    found = suffix_of(source)
    if sheet is not None and found not in BOOKS:
        raise unreadable(name, "只有工作簿才有工作表,请去掉 --sheet", "only a workbook has sheets; leave out --sheet")
    if encoding is not None and found not in (*BOOKS, *TEXTS):
        raise unreadable(name, "只有 CSV、TSV 才可指定编码", "only CSV and TSV may be given an encoding")
    remark = None
    if found != suffix:
        zh = f"文件名是 {suffix},内容却是 {found},按内容读取;请核对读取结果"
        remark = Text(zh, f"named {suffix} and by its content {found}, as which it is read; check what is read")
    for table in READERS[found](source, sheet, encoding):
        yield table if remark is None else replace(table, remark=remark)
        remark = None
