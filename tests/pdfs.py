"""PDF files for tests: laid out by typst with the fonts of a package, as an office's printer would lay them out."""

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

import pylopdf_fonts_zh_cn
import typst
from pypdf import PdfReader, PdfWriter

# A form of two pages: paragraphs, a grid with merged cells, a box that is ticked, a record table on the second page.
FORM = """
#set text(font: "Noto Sans SC", size: 10pt)
#set page(width: 210mm, height: 297mm)
工业项目入驻申请表

县(市、区):叶县

#table(columns: (30mm, 45mm, 30mm, 45mm), inset: 6pt,
  [项目名称], table.cell(colspan: 3)[年产五千套液压支架项目],
  [建设单位], [叶县华泰机械有限公司], [行业代码], [C3511],
  [总投资(万元)], [12600], [固定资产投资 \\ (万元)], [#strike[8000]9000],
  [建设性质], table.cell(colspan: 3)[☑新建 □改扩建 □技改],
)
#pagebreak()
单体建筑一览表
#table(columns: (40mm, 30mm, 40mm), inset: 6pt,
  [建筑名称], [层数], [建筑面积(㎡)],
  [1\\#厂房], [3], [18500],
)
"""


@cache
def pdf(source: str) -> bytes:
    """The file that typst makes of its source."""
    with as_file(files(pylopdf_fonts_zh_cn)) as folder:
        made = typst.compile(source.encode(), font_paths=[str(folder)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def locked(data: bytes) -> bytes:
    """The same file under a password."""
    writer = PdfWriter(PdfReader(BytesIO(data)))
    writer.encrypt("geheim")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
