"""Date the parts of Word files, so that their bytes depend on nothing but their content (D-051)."""

import io
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST, LATEST = date(1980, 1, 1), date(2107, 12, 31)  # a zip archive knows no other days


def dated(package: bytes, day: date) -> bytes:
    """The package with its parts in the same order, each dated that day or the nearest that an archive knows."""
    stamp = min(max(day, EARLIEST), LATEST)
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as parts, ZipFile(out, "w") as written:
        for part in parts.infolist():
            entry = ZipInfo(part.filename, (stamp.year, stamp.month, stamp.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, parts.read(part))
    return out.getvalue()
