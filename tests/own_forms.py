"""Forms that the program makes, filled in by a script as a person would fill them in."""

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

from compliance.case import Case
from compliance.intake.forms.material import read_material
from compliance.report.form.content import Form
from compliance.report.form.formats import FORMATS
from compliance.report.form.run import FormJob, run
from compliance.rulebook.model import Rulebook
from compliance.text import Lang

DAY = date(2015, 6, 1)
SUFFIXES = tuple(FORMATS)
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def form_of(rulebook: Rulebook, lang: Lang = "zh", stage: str | None = None, draft: Path | None = None) -> Form:
    """The blank form of a stage, or the supplement to a draft."""
    job = FormJob(rulebook, draft, DAY, DAY, lang, rulebook.vocabulary.stages.named(stage))
    form = run(job).form
    assert form is not None
    return form


def written(form: Form, place: Path) -> Path:
    """The form as a file at that place, in the format of its suffix."""
    with place.open("wb") as stream:
        FORMATS[place.suffix].write(form, form.lang, stream)
    return place


def filled(place: Path, values: Mapping[str, str | float | date]) -> Path:
    """The same file with those values in the blanks of those marks."""
    rewrite(place, {".xlsx": _fill_sheet, ".docx": _fill_word}[place.suffix], values)
    return place


def read(place: Path, rulebook: Rulebook) -> Case:
    """The one case that a file states."""
    (case,) = read_material(place, rulebook.vocabulary, rulebook=rulebook.digest).cases
    return case


def stated(case: Case) -> dict[str, object]:
    """What a case states, by field: a quantity as it shows itself, a list as what its records state."""
    return {id_: _plain(datum.value) for id_, datum in case.data.items()}


def saved_again(place: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    kind = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".docx": "docx:MS Word 2007 XML"}[place.suffix]
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(place)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / place.name


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [{id_: _plain(datum.value) for id_, datum in record.data.items()} for record in value]
    show = getattr(value, "show", None)
    return value if show is None else show("zh")


def rewrite(place: Path, change: object, *given: object) -> None:
    """Change the parts of a package in place: `change` gets them by name, with what is given."""
    assert callable(change)
    with zipfile.ZipFile(place) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts, *given)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    place.write_bytes(out.getvalue())


def _fill_sheet(parts: dict[str, bytes], values: Mapping[str, str | float | date]) -> None:
    book = etree.fromstring(parts["xl/workbook.xml"])
    cells = {one.get("name"): str(one.text).rpartition("!")[2] for one in book.iter(f"{_SHEET}definedName")}
    sheet = etree.fromstring(parts["xl/worksheets/sheet1.xml"])
    by_place = {cell.get("r"): cell for cell in sheet.iter(f"{_SHEET}c")}
    for mark, value in values.items():
        cell = by_place[cells[mark].replace("$", "")]
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{_SHEET}is"), f"{_SHEET}t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = value
        else:
            cell.attrib.pop("t", None)
            days = (value - date(1899, 12, 30)) // timedelta(days=1) if isinstance(value, date) else value
            etree.SubElement(cell, f"{_SHEET}v").text = repr(days)
    parts["xl/worksheets/sheet1.xml"] = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill_word(parts: dict[str, bytes], values: Mapping[str, str | float | date]) -> None:
    document = etree.fromstring(parts["word/document.xml"])
    for mark, value in values.items():
        control = control_of(document, mark)
        prompting = control.find(f"{_WORD}sdtPr/{_WORD}showingPlcHdr")
        if prompting is not None:
            prompting.getparent().remove(prompting)
        (text,) = control.iter(f"{_WORD}t")
        text.text = re.sub(r"\.0$", "", str(value))
    parts["word/document.xml"] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)


def control_of(document: etree._Element, mark: str) -> etree._Element:
    """The content control of that mark."""
    tags = (one for one in document.iter(f"{_WORD}tag") if one.get(f"{_WORD}val") == f"compliance:{mark}")
    return next(control for tag in tags for control in tag.iterancestors(f"{_WORD}sdt"))
