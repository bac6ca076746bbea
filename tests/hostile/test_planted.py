"""The campaign can fail: every kind of fault, planted in a run, is noticed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.bench import Bench
from tests.hostile.campaign import Result, carry_out, result_of
from tests.hostile.families import FAMILIES, keys, trial
from tests.hostile.judge import Fault, Kind, Run, faults
from tests.hostile.outcome import Limits, Outcome
from tests.hostile.planted import WAYS
from tests.hostile.table import failures, table
from tests.hostile.trial import File, Key, Surroundings, Trial, arguments

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="measures processes by /proc"),
    pytest.mark.xdist_group("hostile"),
]

ENTRY = "tests.hostile.planted:run"
LIMITS = Limits(processor=1, idle=2, clock=30, megabytes=300)
ENTRIES = (
    File(b"a.csv", b"a"),
    File(b"r.csv", b"old"),
    File(b"codes/notes.txt", b"n"),
    File(b"codes/part-0.csv", b"p"),
)
OUTPUTS = (b"r.csv", b"codes")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench on which the planted command line runs."""
    made = Bench(tmp_path_factory.mktemp("bench"), LIMITS, ENTRY)
    yield made
    made.close()


def found(bench: Bench, way: str) -> tuple[int | None, list[Kind]]:
    """The exit code of a planted run, and what the judge says of it."""
    run = bench.run(Trial(arguments(way), ENTRIES, OUTPUTS))
    return run.outcome.code, [fault.kind for fault in faults(run, LIMITS)]


PLANTED: list[tuple[str, int | None, list[Kind]]] = [
    ("well", 0, []),
    ("refuse", 2, []),
    ("raise", 70, [Kind.EXIT, Kind.TRACEBACK]),
    ("shown and refused", 2, [Kind.TRACEBACK]),
    ("internal", 70, [Kind.EXIT]),
    ("verdict without words", 1, [Kind.EXIT]),
    ("abort", -6, [Kind.EXIT]),
    ("work for ever", None, [Kind.TIMEOUT]),
    ("wait for ever", None, [Kind.TIMEOUT]),
    ("much memory", 0, [Kind.MEMORY]),
    ("silent", 2, [Kind.SILENT]),
    ("controls", 2, [Kind.CONTROLS]),
    ("leftover", 0, [Kind.LEFTOVER]),
    ("leftover elsewhere", 0, [Kind.LEFTOVER]),
    ("parts", 0, [Kind.LEFTOVER]),
    ("change input", 0, [Kind.CHANGED]),
    ("remove input", 0, [Kind.CHANGED]),
    ("half output", 2, [Kind.CHANGED]),
    ("whole output", 0, []),
    ("empty folder", 0, [Kind.CHANGED]),
    ("own folder", 0, []),
]


@pytest.mark.parametrize(("way", "code", "kinds"), PLANTED)
def test_a_planted_fault_is_noticed_and_nothing_else_is(
    bench: Bench, way: str, code: int | None, kinds: list[Kind]
) -> None:
    assert found(bench, way) == (code, kinds)
    assert found(bench, "well") == (0, []), "the bench goes on"


def test_every_way_to_fail_is_planted() -> None:
    assert [way for way, _, _ in PLANTED] == list(WAYS)


@pytest.mark.parametrize(
    ("command", "code", "printed", "kinds"),
    [
        (("review", "a"), 1, b"fail", []),
        (("review", "a"), 3, b"unsettled", []),
        (("review", "a"), 0, b"", [Kind.SILENT]),
        (("review", "a"), 3, b"", [Kind.EXIT]),
        (("memo", "a"), 1, b"\n", [Kind.EXIT]),
        (("screen", "a"), 1, b"fail", [Kind.EXIT]),
        (("assess", "a"), 3, b"unsettled", [Kind.EXIT]),
        (("rules", "test"), 1, b"found", []),
        (("rules", "test"), 1, b"", [Kind.EXIT]),
        (("rules", "check"), 1, b"found", [Kind.EXIT]),
        (("rules", "test"), 3, b"found", [Kind.EXIT]),
        (("review", "a"), 130, b"", [Kind.EXIT]),
        (("review", "a"), 141, b"", [Kind.EXIT]),
        (("review", "a"), -11, b"", [Kind.EXIT]),
        (("review", "a"), 1, b"a\xff", [Kind.CONTROLS]),
        (("review", "a"), 1, "a\u3000b\t\u200bc\n".encode(), []),
        (("review", "a"), 1, "a\u202eb".encode(), [Kind.CONTROLS]),
        (("review", "a"), 1, "a\x85b".encode(), [Kind.CONTROLS]),
    ],
)
def test_a_verdict_is_only_what_was_said_by_a_command_that_gives_one(
    tmp_path: Path, command: tuple[str, ...], code: int, printed: bytes, kinds: list[Kind]
) -> None:
    run = Run(Trial(arguments(*command)), Outcome(code, printed, b"", 0, 0), tmp_path, {}, {})
    assert [fault.kind for fault in faults(run, LIMITS)] == kinds


@pytest.mark.parametrize(
    ("redirections", "code", "said", "kinds"),
    [
        (">&-", 3, b"", []),
        (">full", 3, b"cannot write", [Kind.EXIT]),
        ("2>&-", 3, b"", [Kind.EXIT]),
        (">full", 2, b"cannot write", []),
        (">full", 2, b"", [Kind.SILENT]),
        ("2>full", 2, b"", []),
    ],
)
def test_a_verdict_may_be_closed_out_but_not_lost(
    tmp_path: Path, redirections: str, code: int, said: bytes, kinds: list[Kind]
) -> None:
    made = Trial(arguments("review", "a"), surroundings=Surroundings(redirections))
    run = Run(made, Outcome(code, b"", said, 0, 0), tmp_path, {}, {})
    assert [fault.kind for fault in faults(run, LIMITS)] == kinds


def test_a_process_of_its_own_is_judged_too(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Limits())
    closed = bench.run(Trial(arguments("--version"), surroundings=Surroundings("2>&-")))
    broken = bench.run(Trial(arguments("rules", "schema"), surroundings=Surroundings(broken=True)))
    refused = bench.run(Trial(arguments("review", "absent"), surroundings=Surroundings()))
    bench.close()
    assert closed.outcome.code == 0
    assert broken.outcome.code == 141
    assert (refused.outcome.code, b"absent" in refused.outcome.stderr) == (2, True)
    assert [faults(run, Limits()) for run in (closed, broken, refused)] == [[], [], []]
    assert closed.outcome.megabytes > 10


def test_a_campaign_names_what_failed_and_how_to_repeat_it(tmp_path: Path) -> None:
    ways = ["well", "internal", "well", "controls"]
    wanted = [Key("packs", number, "7") for number in range(len(ways))]
    results = carry_out(
        wanted, tmp_path, limits=LIMITS, entry=ENTRY, make=lambda key: Trial(arguments(ways[key.number]), ENTRIES)
    )
    told = failures(results)
    assert [result.key for result in results] == wanted
    assert [text.splitlines()[0] for text in told] == [
        "--seed 7 --family packs --number 3",
        "--seed 7 --family packs --number 1",
    ]
    assert "exit 70, wrong exits: exit code 70\n  internal error" in told[1]
    assert "controls: stderr holds '\\x1b'\n  a?[2Jb" in told[0]
    assert [line.split()[:4] for line in table(results).splitlines()[1:]] == [
        ["packs", "4", "0", "1"],
        ["all", "4", "0", "1"],
    ]


def test_an_input_has_one_line_however_many_faults_it_has() -> None:
    faulty = (Fault(Kind.EXIT, "a"), Fault(Kind.EXIT, "b"))
    row = table([Result(Key("packs", 0, "1"), "compliance", 70, "", 0, 0, faulty)]).splitlines()[1].split()
    assert row[:4] == ["packs", "1", "0", "1"]


@pytest.mark.parametrize("family", FAMILIES)
def test_an_input_is_the_same_each_time_it_is_made_and_another_for_another_seed(family: str) -> None:
    made = [[trial(Key(family, number, seed)) for number in range(8)] for seed in ("1", "1", "2")]
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_every_family_has_its_share_and_they_take_turns() -> None:
    assert sum(family.share for family in FAMILIES.values()) == 1000
    wanted = keys("1", 300)
    assert len(wanted) == len(set(wanted)) == 300
    assert {key.family for key in wanted[:100]} == set(FAMILIES)


def test_a_result_keeps_what_was_wrong(tmp_path: Path) -> None:
    run = Run(Trial(arguments("review", "a\udcff")), Outcome(70, b"", b"one\n\x1b two\n\n", 1, 2), tmp_path, {}, {})
    result = result_of(Key("names", 3, "1"), run, LIMITS)
    assert (result.line, result.last_line) == ("compliance review 'a\\udcff'", "? two")
    assert [fault.what for fault in result.faults] == ["exit code 70", "stderr holds '\\x1b'"]
