"""What a screening keeps: one run at a time, only what is whole and of the run, and nothing that is not its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.screening.kept import Kept, others_in

ASKED = {"files": "a.csv 1 2", "rules": "x"}


def opened(folder: Path, *, resume: bool = False, asked: dict[str, str] = ASKED) -> Kept:
    """The folder of a run for `out.csv`."""
    kept = Kept(folder / "out.csv", asked)
    kept.open(resume=resume)
    return kept


def done(kept: Kept, content: bytes = b"results") -> Path:
    """A part that is done."""
    part = kept.folder / "part-000000.parquet"
    part.write_bytes(content)
    kept.records.keep("000000", [part], {"leads": 3})
    return part


def test_what_is_whole_and_recorded_is_kept(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    done(kept)
    kept.release()
    assert opened(tmp_path, resume=True).records.kept("000000") == {"leads": 3}


@pytest.mark.parametrize("torn", [b"", b"resul", b"results and more"])
def test_a_part_cut_short_or_replaced_is_done_again(tmp_path: Path, torn: bytes) -> None:
    kept = opened(tmp_path)
    done(kept).write_bytes(torn)
    assert kept.records.kept("000000") is None


def test_a_part_that_is_gone_or_of_another_run_is_done_again(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    part = done(kept)
    other = Kept(tmp_path / "out.csv", {**ASKED, "rules": "y"})
    assert other.records.kept("000000") is None
    part.unlink()
    assert kept.records.kept("000000") is None


@pytest.mark.parametrize("record", [b"", b"{", b"[" * 200_000, b'"text"', b"{}", b'{"run": 1}', b"\xff"])
def test_a_record_that_cannot_be_read_keeps_nothing(tmp_path: Path, record: bytes) -> None:
    kept = opened(tmp_path)
    done(kept)
    (kept.folder / "_sums-000000.json").write_bytes(record)
    assert kept.records.kept("000000") is None


@pytest.mark.parametrize("state", [b"", b"[" * 200_000, b"{}"])
def test_a_state_that_cannot_be_read_is_no_run_to_go_on_with(tmp_path: Path, state: bytes) -> None:
    kept = opened(tmp_path)
    kept.release()
    (kept.folder / "run.json").write_bytes(state)
    with pytest.raises(InputError, match="have changed"):
        opened(tmp_path, resume=True)
    # Refused, it keeps nobody out.
    opened(tmp_path).close()


def test_another_run_for_the_same_output_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    first = opened(tmp_path)
    part = done(first)
    for resume in (False, True):
        with pytest.raises(InputError, match="another screening is writing the same result"):
            opened(tmp_path, resume=resume)
    assert part.exists()
    first.close()
    opened(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_killed_keeps_nobody_out(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from compliance.screening.kept import Kept;"
        "Kept(Path(sys.argv[1]), {}).open(resume=False); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "out.csv")], check=False)
    assert ended.returncode == -9
    opened(tmp_path, asked={}, resume=True).close()


def test_a_link_in_the_place_of_the_folder_is_refused_and_nothing_behind_it_touched(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "part-000000.parquet").write_bytes(b"mine")
    (tmp_path / ".out.csv.parts").symlink_to(elsewhere)
    with pytest.raises(InputError, match="not the folder of a screening"):
        opened(tmp_path)
    assert (elsewhere / "part-000000.parquet").read_bytes() == b"mine"
    assert [file.name for file in elsewhere.iterdir()] == ["part-000000.parquet"]


def test_what_is_not_its_own_stays_where_it_is(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    done(kept)
    (kept.folder / "notes.txt").write_text("mine")
    kept.close()
    assert [file.name for file in kept.folder.iterdir()] == ["notes.txt"]
    assert others_in(kept.folder) == ["notes.txt"]


def test_a_result_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        kept = Kept(tmp_path / "out", ASKED)
        kept.open(resume=False)
        done(kept, content)
        kept.publish()
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "out").iterdir()] == [
        ("part-000000.parquet", b"second")
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_an_earlier_result_comes_back_if_the_run_was_killed_while_replacing_it(tmp_path: Path) -> None:
    earlier = tmp_path / ".out.earlier"
    earlier.mkdir()
    (earlier / "part-0.csv").write_text("result")
    Kept(tmp_path / "out", ASKED).open(resume=False)
    assert (tmp_path / "out/part-0.csv").read_text() == "result"


def test_a_run_that_was_killed_when_its_result_was_in_place_hinders_no_other(tmp_path: Path) -> None:
    for name in (".out.earlier", "out"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "part-0.csv").write_text(name)
    for name in ("run.json", "lock"):
        (tmp_path / "out" / name).write_text("")
    assert others_in(tmp_path / "out") == []
    kept = Kept(tmp_path / "out", ASKED)
    kept.open(resume=False)
    done(kept)
    kept.publish()
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["part-000000.parquet"]
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_records_name_their_run_and_the_sizes_of_their_files(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    done(kept)
    record = json.loads((kept.folder / "_sums-000000.json").read_bytes())
    assert record == {"run": kept.records.run, "sizes": {"part-000000.parquet": 7}, "comes_to": {"leads": 3}}
    assert not [name for name in os.listdir(kept.folder) if name.startswith(".unfinished")]
