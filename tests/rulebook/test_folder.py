"""Folders of rules and of tables: links stay inside, pipes are not waited for, and there is an end to what is read."""

import os
import socket
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook import folder as reading
from compliance.rulebook.cache import open_rulebook
from compliance.rulebook.folder import files_below, read_file
from compliance.rulebook.load import load_rulebook
from tests.commands import BAD_INPUT, PASS, run
from tests.rulebooks import rule, write_rulebook

GOOD = "rules:\n" + rule("CITY-1", "require: in_zone")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A sound rulebook of three files."""
    folder = tmp_path / "rules"
    folder.mkdir()
    return write_rulebook(folder, GOOD)


def names(folder: Path) -> list[str]:
    """The files below a folder."""
    return [name for name, _ in files_below(folder, "rules")]


def refusal(folder: Path, tables: Path | None = None) -> list[str]:
    """What is said of a folder that is refused, whether there is a store or not."""
    said = []
    for read in (load_rulebook, open_rulebook):
        with pytest.raises(InputError) as caught:
            read(folder, tables)
        said.append([problem.line("en").replace(f"{folder}/", "") for problem in caught.value.problems])
    assert said[0] == said[1]
    return said[0]


def test_files_are_listed_with_their_names_below_the_folder(rules: Path) -> None:
    assert names(rules) == ["city/pack.yaml", "city/rules.yaml", "vocabulary.yaml"]
    assert names(rules / "nothing") == []


def test_folders_that_lead_to_themselves_are_walked_once(rules: Path) -> None:
    before = names(rules)
    for name in ("a", "b", "city/c"):
        (rules / name).symlink_to(rules, target_is_directory=True)
    (rules / "loop").symlink_to("loop")
    assert names(rules) == before
    assert len(load_rulebook(rules).rules) == 1
    assert run("rules", "check", "--rules", str(rules)).returncode == PASS


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "/etc", "../outside", "../rules2/file"])
def test_a_link_that_leads_out_of_the_folder_is_refused(rules: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "outside").write_text("secret", encoding="utf-8")
    (tmp_path / "rules2").mkdir()
    (tmp_path / "rules2/file").write_text("secret", encoding="utf-8")
    (rules / "source.txt").symlink_to(target)
    assert refusal(rules) == ["source.txt: this link leads out of the folder; put the file itself here"]


def test_a_link_within_the_folder_is_read(rules: Path) -> None:
    """As where a volume is mounted that is replaced as a whole."""
    (rules / "..data").mkdir()
    (rules / "vocabulary.yaml").rename(rules / "..data/vocabulary.yaml")
    (rules / "vocabulary.yaml").symlink_to("..data/vocabulary.yaml")
    (rules / "city/.#rules.yaml").symlink_to("somebody@host.1:2")
    assert len(load_rulebook(rules).rules) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize(
    "name",
    ["vocabulary.yaml", "city/pack.yaml", "city/a.yaml", "city/source.txt", "city/tables/t.csv", "city/tests/t.yaml"],
)
def test_a_pipe_below_the_rules_is_refused_and_not_waited_for(rules: Path, name: str) -> None:
    (rules / name).unlink(missing_ok=True)
    (rules / name).parent.mkdir(exist_ok=True)
    os.mkfifo(rules / name)
    message = "this is a pipe or a device, not a file; take it away, or put a file in its place"
    assert refusal(rules) == [f"{name}: {message}"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_among_the_tables_is_refused_and_not_passed_over(rules: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    os.mkfifo(tables / "t.csv")
    assert [line.partition(": ")[0] for line in refusal(rules, tables)] == [str(tables / "t.csv")]
    for command in (["rules", "check"], ["review", "examples/baolong-stainless.yaml"]):
        done = run(*command, "--tables", str(tables), "--lang", "zh")
        assert (done.returncode, done.stdout) == (BAD_INPUT, "")
        assert done.stderr.startswith(f"{tables}/t.csv: 这是管道或设备,不是文件")


def test_a_socket_is_refused(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rules)  # a path to a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.yaml")
        assert refusal(rules)[0].startswith("s.yaml: this is a pipe or a device")


def test_a_large_file_is_refused(rules: Path) -> None:
    with (rules / "city/large.txt").open("wb") as stream:
        stream.truncate(reading.LARGEST_FILE)
    assert "city/large.txt" in names(rules)
    with (rules / "city/large.txt").open("ab") as stream:
        stream.write(b"x")
    assert refusal(rules)[0].startswith("city/large.txt: a file of more than 20,000,000 bytes")
    with pytest.raises(InputError, match="more than 20,000,000 bytes"):
        read_file(rules / "city/large.txt")


def test_many_large_files_are_refused(rules: Path) -> None:
    for number in range(reading.MOST_BYTES // reading.LARGEST_FILE):
        with (rules / f"{number}.txt").open("wb") as stream:
            stream.truncate(reading.LARGEST_FILE)
    (line,) = refusal(rules)
    assert "the files in this folder have more than 200,000,000 bytes together" in line


def test_too_many_files_are_refused(rules: Path) -> None:
    many = rules / "many"
    many.mkdir()
    for number in range(reading.MOST_ENTRIES - len(names(rules)) - 2):
        (many / str(number)).touch()
    assert len(names(rules)) == reading.MOST_ENTRIES - 2
    (many / "one more").touch()
    (line,) = refusal(rules)
    assert "more than 10,000 files and folders in this folder" in line


def test_folders_may_lie_deep(rules: Path) -> None:
    deep = rules
    for _ in range(300):
        deep /= "d"
        deep.mkdir()
    assert len(names(rules)) == 3


def test_a_folder_in_the_place_of_a_table_is_no_table(rules: Path) -> None:
    (rules / "city/tables/t.csv").mkdir(parents=True)
    assert len(load_rulebook(rules).rules) == 1


def test_names_that_are_not_utf_8_can_stand_below(rules: Path) -> None:
    Path(os.fsdecode(os.fsencode(rules / "city") + b"/\xff.yaml")).write_text("rules: []\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(rules / "city") + b"/\xff.txt")).write_bytes(b"")
    assert run("rules", "check", "--rules", str(rules)).returncode == PASS
