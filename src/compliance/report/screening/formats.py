"""The formats of the results of a screening, by the suffix of their file.  A new format is a module and a row here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from compliance.report.render.format import EXCEL_ROWS, FileFormat
from compliance.text import Lang

if TYPE_CHECKING:
    from compliance.screening.run import ScreeningResults


def _excel(results: "ScreeningResults", lang: Lang, stream: BinaryIO) -> None:
    from compliance.report.screening.excel import write_excel

    write_excel(results.screening, results.frames_beside, stream, lang)


def _csv(results: "ScreeningResults", _: Lang, stream: BinaryIO) -> None:
    from compliance.report.screening.tables import write_csv

    with _text_on(stream) as text:
        write_csv(results.schema, results.frames(), text)


def _json(results: "ScreeningResults", lang: Lang, stream: BinaryIO) -> None:
    from compliance.report.screening.as_json import write_json

    with _text_on(stream) as text:
        write_json(results.screening, results.frames(), text, lang)


def _json_lines(results: "ScreeningResults", _: Lang, stream: BinaryIO) -> None:
    from compliance.report.screening.tables import write_jsonl

    with _text_on(stream) as text:
        write_jsonl(results.frames(), text)


def _parquet(results: "ScreeningResults", _: Lang, stream: BinaryIO) -> None:
    from compliance.report.screening.tables import write_parquet

    write_parquet(results.scan(), stream)


@contextmanager
def _text_on(stream: BinaryIO) -> Iterator[TextIO]:
    """UTF-8 text on a stream of bytes, which stays open."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="\n")
    yield text
    text.flush()
    text.detach()


FORMATS: "Mapping[str, FileFormat[ScreeningResults]]" = {
    ".xlsx": FileFormat(_excel, most_rows=EXCEL_ROWS),
    ".csv": FileFormat(_csv),
    ".json": FileFormat(_json),
    ".jsonl": FileFormat(_json_lines),
    ".parquet": FileFormat(_parquet),
}
_ROOMY = ".parquet"


def file_for(output: Path, rows: int) -> Path:
    """The file that so many results go to: the one asked for, or a Parquet file beside it if that holds too few."""
    most = FORMATS[output.suffix.lower()].most_rows
    return output if most is None or rows <= most else output.with_suffix(_ROOMY)
