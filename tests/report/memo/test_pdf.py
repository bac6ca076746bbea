"""A PDF file brings its fonts."""

import io

from compliance.report.memo.pdf import to_pdf
from tests.memos import (
    example,
)


def test_a_pdf_file_brings_its_fonts() -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(to_pdf(example("baolong-stainless"))))
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a dictionary of fonts
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile3" in descendant.get_object()["/FontDescriptor"]
