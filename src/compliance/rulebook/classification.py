"""The codes that a classification lists, such as the industries of a national standard."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from compliance.errors import InputError, Problem
from compliance.rulebook.digest import FilesRead
from compliance.text import Text
from compliance.vocabulary.fields import ClassificationFile

DIVISION = 2  # the digits by which a code tells its division


@dataclass(frozen=True, slots=True)
class Classification:
    """A classification of codes by hierarchy: each code begins with the digits of its division.

    `codes` are those listed and their beginnings down to the division; `label` names the edition, `lists` what a code
    of it is.
    """

    label: Text
    lists: Text
    codes: frozenset[str]

    def has(self, code: str) -> bool:
        """Whether a code can exist; of a division of which none is listed, any code can."""
        return code[:DIVISION] not in self.codes or code in self.codes


def read_classification(source: ClassificationFile, folder: Traversable, files_read: FilesRead) -> Classification:
    """The classification whose file stands in that folder.  Raises: InputError if the file is missing."""
    file = folder.joinpath(source.file)
    if not file.is_file():
        zh = f"分类“{source.id}”的文件 {source.file} 不存在;请放在本文件旁,或删去此分类"
        en = f"the file {source.file} of the classification {source.id!r} is missing; "
        raise InputError(
            [Problem(source.at, Text(zh, f"{en}put it beside this file, or leave the classification out"))]
        )
    listed = (
        line.partition(",")[0]
        for line in files_read.note(source.file, file.read_bytes()).decode("utf-8").splitlines()[1:]
    )
    beginnings = frozenset(code[:end] for code in listed for end in range(DIVISION, len(code) + 1))
    return Classification(source.label, source.lists, beginnings)
