"""A progress ledger to cases: the whole that it belongs to, what it lists, and the records that these hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Record, Unread
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.application import case_of
from compliance.intake.progress_table import Told, contents_of
from compliance.intake.rows.row_data import unplaced
from compliance.intake.tables.open import open_tables
from compliance.intake.tables.suffixes import SUFFIXES
from compliance.intake.tables.table import Table
from compliance.nodes.files import read_file
from compliance.nodes.tree import Sequence as SequenceNode
from compliance.source import Readable, Source, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Subject, Vocabulary
from compliance.vocabulary.folding import fold

_NODES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """What the keeper of a ledger should know of its reading.

    `notes` are about sheets not used, rows left out, names that match nothing; `doubts` are the values that could not
    be used, each with what its record is called; `unread` is what means no field: columns, keys.
    """

    notes: tuple[Problem, ...] = ()
    doubts: tuple[tuple[str, Doubt], ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger says.

    `city` is the one case of the subject of which there is one, with all that the ledger lists; `cases` has it first,
    then each row of what is assessed, by the order of subjects in the vocabulary and of rows.  `records` has what is
    reviewed, and its parts, by subject, in the order of rows.
    `reading` is what its keeper should know.  `unlisted` are cases that it should list and does not: of them nothing is
    known but their names.
    """

    city: Case
    cases: tuple[Case, ...]
    records: Mapping[str, tuple[Record, ...]]
    reading: LedgerReading
    unlisted: tuple[Case, ...] = ()

    def of(self, subject: str) -> tuple[Case, ...]:
        """The cases of that subject, in the order of rows."""
        return tuple(case for case in self.cases if case.subject == subject)


@dataclass(slots=True)
class _Gathered:
    """The records of each subject as they are read, what is told, and what keeps the ledger from being used."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    problems: list[Problem] = field(default_factory=list)

    def note(self, at: Place, zh: str, en: str) -> None:
        self.told.notes.append(Problem(at, Text(zh, en)))

    def reading(self) -> LedgerReading:
        """What is told of the whole ledger."""
        every = [record for records in self.records.values() for record in records]
        doubts = tuple((record.name, doubt) for record in every for doubt in record.doubts)
        return LedgerReading(tuple(self.told.notes), doubts, tuple(self.told.unread))


def read_ledger(given: Readable, vocabulary: Vocabulary) -> Ledger:
    """The ledger in a file of any format of lead ledgers, or in a folder of such files and of YAML and JSON files.

    Each sheet of a workbook, and each other file, is named for its subject.  A cell that cannot be used becomes a doubt
    on its field and the row goes on.
    Raises: InputError if nothing can be read, a column that names a field is in question, or the vocabulary marks no
    subject `single`.
    """
    source = source_of(given)
    single = _single(vocabulary, source)
    gathered = _Gathered()
    for file in _files(source):
        try:
            if file.suffix in _NODES:
                _read_nodes(file, vocabulary, gathered)
            else:
                for table in open_tables(file, None, None):
                    _read_table(table, vocabulary, gathered)
        except InputError as error:
            gathered.problems += error.problems
    if gathered.problems:
        raise InputError(gathered.problems)
    if not gathered.records:
        names = "、".join(subject.listed_as.zh for subject in vocabulary.subjects.values() if subject.sheets)
        message = Text(f"没有可用的表;表名须为 {names}", f"no table that can be used; name them {names}")
        raise InputError([Problem(Place(source.name), message)])
    return _assembled(gathered, single, vocabulary, source)


def _files(source: Source) -> Sequence[Source]:
    """The files of a folder that may be of a ledger, YAML and JSON first; a file alone is itself."""
    path = source.path
    if path is None or not path.is_dir():
        return (source,)
    files = [source_of(file) for file in sorted(path.iterdir())]
    return [one for suffixes in (_NODES, SUFFIXES) for one in files if one.suffix in suffixes]


def _single(vocabulary: Vocabulary, source: Source) -> Subject:
    if vocabulary.single is not None:
        return vocabulary.single
    zh = "规则库没有标明台账所属的对象;请在 vocabulary.yaml 的 subjects 中写 single: true"
    en = (
        "the rulebook marks no subject to which a ledger belongs; write single: true in the subjects of vocabulary.yaml"
    )
    raise InputError([Problem(Place(source.name), Text(zh, en))])


def _subject_of(name: str, vocabulary: Vocabulary) -> str | None:
    """The subject that a sheet or file of that name lists, or None."""
    wanted = fold(name)
    listing = (one.id for one in vocabulary.subjects.values() if wanted in map(fold, one.sheets))
    return next(listing, None)


def _read_nodes(file: Source, vocabulary: Vocabulary, gathered: _Gathered) -> None:
    subject = _subject_of(file.stem, vocabulary)
    if subject is None:
        gathered.note(Place(file.name), "文件名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    for document in read_file(file, repeated_keys=True):
        for node in document.items if isinstance(document, SequenceNode) else (document,):
            records = gathered.records.setdefault(subject, [])
            case = case_of(node, vocabulary, subject, _unnamed(vocabulary.subjects[subject], len(records) + 1))
            gathered.told.unread += case.unread
            records.append(Record(subject, case.name, len(records) + 1, case.data, case.doubts))
            _gather_parts(case.data, _parts_of(subject, vocabulary), gathered)


def _read_table(table: Table, vocabulary: Vocabulary, gathered: _Gathered) -> None:
    for at in table.hidden_sheets:
        gathered.note(at, "隐藏的工作表,未读取;如需计入,请取消隐藏", "a hidden sheet, not read; to count it, unhide it")
    subject = _subject_of(table.name, vocabulary)
    if subject is None:
        gathered.note(Place(table.file), "表名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    if (name := table.encoding) and not name.startswith("UTF-8"):
        gathered.note(Place(table.file), f"编码:{name}", f"encoding: {name.replace('含', 'with ')}")
    records, parts = gathered.records.setdefault(subject, []), _parts_of(subject, vocabulary)
    try:
        for contents in contents_of(table, vocabulary, subject, gathered.told):
            records.append(_named(vocabulary.subjects[subject], contents.data, contents.doubts, len(records) + 1))
            _gather_parts(contents.data, parts, gathered)
    except InputError as error:  # the sheets that follow may have problems too
        gathered.problems += error.problems


def _unnamed(subject: Subject, index: int) -> str:
    return subject.listed_as.zh if subject.single else f"{subject.listed_as.zh}#{index}"


def _parts_of(subject: str, vocabulary: Vocabulary) -> Mapping[str, str]:
    """The fields of a subject that hold parts of it, each with the subject of the parts."""
    lists = ((one.id, one.of) for one in vocabulary.lists(subject))
    return {id_: of for id_, of in lists if of is not None and vocabulary.whole_of(of) is not None}


def _gather_parts(data: Mapping[str, Datum], parts: Mapping[str, str], gathered: _Gathered) -> None:
    """Take in the parts that a record holds, as if they stood in a table of their own."""
    for id_, of in parts.items():
        if id_ in data and isinstance(held := data[id_].value, tuple):
            gathered.records.setdefault(of, []).extend(held)


def _named(subject: Subject, data: Mapping[str, Datum], doubts: Iterable[Doubt], index: int) -> Record:
    name = unplaced(data).get("name")
    called = str(name.value) if name is not None else _unnamed(subject, index)
    return Record(subject.id, called, index, data, tuple(doubts))


def _assembled(gathered: _Gathered, single: Subject, vocabulary: Vocabulary, source: Source) -> Ledger:
    records = {subject: tuple(gathered.records.get(subject, ())) for subject in vocabulary.subjects}
    rows = records[single.id] or (Record(single.id, single.listed_as.zh, 1, MappingProxyType({})),)
    for extra in rows[1:]:
        zh, en = f"{single.listed_as.zh}表多出一行", f"one row too many for the {single.label.en.lower()}"
        gathered.note(Place(source.name), f"{zh}:{extra.name}", f"{en}: {extra.name}")
    lists = {f.id: f.of for f in vocabulary.lists(single.id) if f.of in gathered.records}
    city = _case(rows[0], {id_: _listed(records[of], source) for id_, of in lists.items() if of is not None})
    reviewed = vocabulary.judged_with(vocabulary.reviewed)
    assessed = [
        subject for subject in vocabulary.subjects.values() if not subject.single and subject.id not in reviewed
    ]
    others = [case for subject in assessed for case in _holding(subject, records, vocabulary, gathered, source)]
    held = {subject: records[subject] for subject in reviewed}
    return Ledger(city, (city, *others), held, gathered.reading())


def _holding(
    subject: Subject,
    records: Mapping[str, tuple[Record, ...]],
    vocabulary: Vocabulary,
    gathered: _Gathered,
    source: Source,
) -> Iterator[Case]:
    """Each case of a subject, with the records that name it in their field of the subject's name.

    Records that name none that is listed are noted.
    """
    held: list[dict[str, Datum]] = [{} for _ in records[subject.id]]
    for field_ in vocabulary.lists(subject.id):
        if field_.of is None or vocabulary.find(field_.of, subject.id) is None:
            continue
        named = _by_name(subject, records[subject.id], records[field_.of], gathered)
        if field_.of in gathered.records:
            for data, record in zip(held, records[subject.id], strict=True):
                data[field_.id] = _listed(tuple(named[fold(record.name)]), source)
    for data, record in zip(held, records[subject.id], strict=True):
        yield _case(record, data)


def _by_name(
    subject: Subject, holders: Iterable[Record], records: Iterable[Record], gathered: _Gathered
) -> dict[str, list[Record]]:
    """The records that name each holder, by its folded name."""
    named: dict[str, list[Record]] = {fold(holder.name): [] for holder in holders}
    for record in records:
        stated = unplaced(record.data).get(subject.id)
        if stated is None:
            continue
        name = fold(str(stated.value))
        if name in named:
            named[name].append(record)
        elif named:
            at, said, listed = record.data[subject.id].at, shown(stated.written), subject.listed_as
            gathered.note(at, f"{listed.zh}名册没有“{said}”", f"{said!r} is not in the list of {listed.en}")
    return named


def _listed(records: tuple[Record, ...], source: Source) -> Datum:
    return Datum(records, f"{len(records)}", Place(source.name))


def _case(record: Record, held: Mapping[str, Datum]) -> Case:
    data = MappingProxyType({**record.data, **held})
    at = next((datum.at for datum in record.data.values()), Place(""))
    return Case(record.subject, record.name, record.name, data, record.doubts, (), at)
