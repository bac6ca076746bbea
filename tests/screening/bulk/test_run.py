"""Codes of whole tables agree with reading each row like a ledger, whatever stands in the cells."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.cli.main import run
from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import leads_of_dataset, read_leads
from compliance.intake.tables.dataset import Stored, open_dataset
from compliance.review.decision import Verdict
from compliance.rulebook.load import load_rulebook
from compliance.screening.bulk.outcome_files import OutcomeFiles
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.bulk.storage import storage_of

DAY = date(2015, 6, 1)
ASKED = ("screen", "--lang", "en", "--as-of", str(DAY))
BOOK = load_rulebook()
LOCAL: dict[str, Polars | DuckDB] = {"polars": Polars(), "duckdb": DuckDB()}
CODES = {name: OutcomeTable(BOOK, DAY, backend.dialect) for name, backend in LOCAL.items()}

WRITTEN = st.sampled_from(
    (
        *(
            "是",
            "否",
            "√",
            "无",
            "不详",
            "暂缺",
            "1.2亿元",
            "约60",
            "六亩",
            "2015年3月1日",
            "存量",
            "新增",
            "工业",
            "宝丰",
            " 叶县 ",
            "",
            " ",
            "-",
            "Y",
            "500",
            "500.0",
            "007",
            "-3",
            "1,200",
            "nan",
            "1e3",
        ),
        *(
            "0.000001",
            "0.0000001",
            "999999999.999999",
            "1000000000",
            "C3110",
            "3110",
            "31",
            "9999",
            "0610",
            "2015-02-28",
            "2015-02-30",
        ),
        *("20150301", "=1+1", "15%", "0", ".", "1", "5"),
    )
)
NUMBERS = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 0.1 + 0.2, 0.3, 1 / 3, 1e22, -5.0, float("nan"), float("inf"), 60.5, 200.0, 99.999999]),
    st.integers(0, 10**8).map(lambda n: n / 100),
)
COLUMNS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "项目编号": (pl.String, st.one_of(st.none(), st.sampled_from(["A-1", "B 2", "3"]))),
    "项目名称": (pl.String, st.one_of(st.none(), st.just("某项目"))),
    "投资总额(亿元)": (pl.Float64, NUMBERS),
    "固定资产投资": (pl.String, st.one_of(st.none(), WRITTEN)),
    "用地面积(公顷)": (pl.Float64, NUMBERS),
    "计容建筑面积": (pl.Int64, st.one_of(st.none(), st.integers(-5, 10**12))),
    "建构筑物及堆场占地面积(平方公里)": (pl.Float64, NUMBERS),
    "行业代码": (pl.String, st.one_of(st.none(), WRITTEN)),
    "是否拟入驻产业集聚区": (pl.String, st.one_of(st.none(), WRITTEN)),
    "是否标准厂房建设项目": (pl.Boolean, st.one_of(st.none(), st.booleans())),
    "用地来源": (pl.String, st.one_of(st.none(), WRITTEN)),
    "签约日期": (pl.Date, st.one_of(st.none(), st.dates())),
    "实际开工日期": (pl.String, st.one_of(st.none(), WRITTEN)),
    "已动工开发面积占比": (pl.Float64, NUMBERS),
    "所在集聚区": (pl.String, st.one_of(st.none(), WRITTEN)),
}
ROWS = st.lists(st.fixed_dictionaries({name: cells for name, (_, cells) in COLUMNS.items()}), min_size=1, max_size=30)


def tables(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows with the types of their columns."""
    return pl.DataFrame(rows, schema={name: dtype for name, (dtype, _) in COLUMNS.items()})


def screened(source: Path, folder: Path, name: str = "polars", stored: Stored = Stored.parquet) -> pl.DataFrame:
    """The codes of a data set, by row, as an engine has them."""
    folder.mkdir()
    dataset = open_dataset(source)
    assert dataset is not None
    run = OutcomeFiles(
        folder, stored, CODES[name], [file.name for file in dataset.files], keeps_members=name == "polars"
    )
    run.of_dataset(dataset, leads_of_dataset(dataset, BOOK.vocabulary, None), storage_of(LOCAL[name]), lambda _: None)
    run.remove_sums()
    parts = sorted(folder.iterdir())
    assert len({tuple(pl.read_parquet_schema(part).items()) for part in parts if stored is Stored.parquet}) < 2
    read = pl.read_parquet if stored is Stored.parquet else pl.read_csv
    codes = pl.concat([read(part).cast(CODES[name].schema) for part in parts]).sort("file", "row")
    counted = {word.lower(): run.summary.verdicts[Verdict(word)] for word in codes["verdict"].dtype.categories}
    assert counted == dict.fromkeys(counted, 0) | dict(codes["verdict"].value_counts().iter_rows())
    return codes


@pytest.mark.parametrize("name", LOCAL)
@given(ROWS)
@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
def test_codes_of_a_table_are_those_of_its_rows_read_one_by_one(
    name: str, tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("codes")
    source = folder / "leads.parquet"
    tables(rows).write_parquet(source)
    read = list(read_leads(source, BOOK.vocabulary))
    assert screened(source, folder / "out", name).equals(CODES[name].of_leads(read, "leads.parquet"))


def test_a_folder_of_csv_comes_out_as_its_rows_read_one_by_one(tmp_path: Path) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    header = "项目编号,用地面积(亩),投资总额(亿元),国民经济行业代码,是否拟入驻产业集聚区,实际开工日期"
    rows = ["a,60,1.2,C3110,是,2015-02-28", "b,约60,1.2亿元,31,否,2015-02-30", ",,,,,", "c,1e3,,0610,?,2015年3月1日"]
    for name in ("1.csv", "2.csv"):
        (source / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    codes = screened(source, tmp_path / "out")
    for name in ("1.csv", "2.csv"):
        read = list(read_leads(source / name, BOOK.vocabulary))
        assert [lead.row for lead in read] == [2, 3, 5]
        assert codes.filter(pl.col("file") == name).equals(CODES["polars"].of_leads(read, name))


def by_duckdb(asked: str) -> Callable[[Path], object]:
    """What writes a table with DuckDB."""
    return lambda path: duckdb.sql(asked).write_parquet(str(path))


TABLES: dict[str, Callable[[Path], object]] = {
    "words of a fixed list": pl.DataFrame(
        {
            "项目编号": ["a", "b", "c"],
            "用地来源": pl.Series(["存量", "新增", ""], dtype=pl.Categorical),
            "用地面积(公顷)": [1.0, 1 / 3, 2.5],
        }
    ).write_parquet,
    "wide whole numbers": pl.DataFrame(
        {"项目编号": ["a", "b"], "用地面积(公顷)": pl.Series([1, 2], dtype=pl.Int128)}
    ).write_parquet,
    "cells that say nothing in columns that no rule reads": pl.DataFrame(
        {"项目名称": ["暂缺", " ", "某", None, "N/A"], "用地面积(公顷)": [None, None, None, None, 1.0]}
    ).write_parquet,
    "names alone": pl.DataFrame({"项目名称": ["甲", None, " "]}).write_parquet,
    "lines that end in a cell": pl.DataFrame(
        {"行业代码": ["31\n", "C3110", "31"], "实际开工日期": ["2015-02-28\n", "2015-02-28", None]}
    ).write_parquet,
    "days beyond all calendars": by_duckdb(
        "SELECT 'a' 项目编号, DATE '39980-01-01' 实际开工日期 UNION ALL SELECT 'b', DATE '2015-01-01'"
    ),
}


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("table", TABLES)
def test_unusual_tables_come_out_as_their_rows_read_one_by_one(table: str, name: str, tmp_path: Path) -> None:
    source = tmp_path / "o'brien [1].parquet"
    TABLES[table](source)
    pl.DataFrame({"项目编号": ["another"]}).write_parquet(tmp_path / "o'brien 1.parquet")
    read = list(read_leads(source, BOOK.vocabulary))
    assert screened(source, tmp_path / "out", name).equals(CODES[name].of_leads(read, source.name))


@pytest.mark.parametrize(
    "text",
    [
        "项目编号,用地面积(亩)\n'a',60\nb,约70\n",
        "项目编号,用地面积(亩)\na,60\n\nb,约70\nc,80\n",
        "项目编号, 用地面积(亩) \na,60\n",
        "项目编号,用地面积(亩)\r\na,60\r\n",
    ],
)
def test_duckdb_reads_csv_as_polars_does(text: str, tmp_path: Path) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    (source / "a.csv").write_text(text, encoding="utf-8", newline="")
    read = list(read_leads(source / "a.csv", BOOK.vocabulary))
    for name in LOCAL:
        assert screened(source, tmp_path / name, name).equals(CODES[name].of_leads(read, "a.csv")), name


def test_rows_that_fit_are_not_read_one_by_one(tmp_path: Path) -> None:
    source = tmp_path / "leads.parquet"
    plain = {
        "项目编号": "a",
        "投资总额(亿元)": 1.25,
        "用地面积(公顷)": 4.0,
        "国民经济行业代码": "C3110",
        "用地来源": "存量",
    }
    tables([{name: plain.get(name) for name in COLUMNS}] * 3).write_parquet(source)
    screened(source, tmp_path / "codes")
    assert [path.name for path in (tmp_path / "codes").iterdir()] == ["part-000000.parquet"]


def test_odd_rows_of_several_groups_come_out_as_their_rows_read_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.screening.bulk.outcome_files._LEADS", 3)
    source = tmp_path / "leads.parquet"
    rows = [{"用地面积(公顷)": 4.0 if number % 4 else 1 / 3, "固定资产投资": "500"} for number in range(30)]
    tables([{name: row.get(name) for name in COLUMNS} for row in rows]).write_parquet(source)
    read = list(read_leads(source, BOOK.vocabulary))
    codes = screened(source, tmp_path / "codes")
    odd = [f"part-000000-odd-{start}.parquet" for start in (0, 3, 6)]
    assert sorted(path.name for path in (tmp_path / "codes").iterdir()) == [*odd, "part-000000.parquet"]
    assert codes.equals(CODES["polars"].of_leads(read, "leads.parquet"))


def screen(*options: str) -> int:
    """The exit code of the command, in English."""
    return run([*ASKED, *options])


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Two files of leads, the second with odd rows, in one of which an area is no number."""
    folder = tmp_path / "leads"
    folder.mkdir()
    named = [{"项目编号": f"{number}", "用地面积(公顷)": 4.0 + number, "固定资产投资": "500"} for number in range(5)]
    named[4]["用地面积(公顷)"] = float("nan")
    table = tables([{name: row.get(name) for name in COLUMNS} for row in named])
    table.head(3).write_parquet(folder / "a.parquet")
    table.tail(2).with_columns(pl.lit("约60亿元").alias("固定资产投资")).write_parquet(folder / "b.parquet")
    return folder


def test_the_command_writes_a_folder_with_its_legend(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q") == 0
    assert capsys.readouterr() == ("", "")
    codes = pl.read_parquet(out / "*.parquet").sort("id")
    assert codes["id"].to_list() == ["0", "1", "2", "3", "4"]
    assert codes["file"].to_list() == ["a.parquet"] * 3 + ["b.parquet"] * 2
    assert codes["row"].to_list() == [1, 2, 3, 1, 2]
    legend = json.loads((out / "_screening.json").read_text("utf-8"))
    assert legend["total"] == 5
    assert legend["verdicts"] == ["pass", "conditional", "undetermined", "fail"]
    assert [entry["column"] for entry in legend["rules"]] == codes.columns[4:]
    assert sum(legend["counts"].values()) == 5
    asked = f"SELECT verdict, count(*)::INT FROM '{out}/*.parquet' GROUP BY verdict"
    assert dict(duckdb.sql(asked).fetchall()) == {word: count for word, count in legend["counts"].items() if count}


def test_codes_agree_with_the_verdicts_of_a_screening(tmp_path: Path) -> None:
    ledger = "examples/leads/leads.xlsx"
    assert screen(ledger, "-o", str(tmp_path / "codes"), "--compact", "csv", "-q") == 0
    assert screen(ledger, "-o", str(tmp_path / "whole.parquet"), "-q") == 0
    codes = pl.read_csv(tmp_path / "codes" / "part-0.csv").sort("row")
    whole = pl.read_parquet(tmp_path / "whole.parquet").sort("row")
    legend = json.loads((tmp_path / "codes" / "_screening.json").read_text("utf-8"))
    assert codes["verdict"].to_list() == whole["verdict"].to_list()
    ids = {entry["column"]: entry["id"] for entry in legend["rules"]}
    for number, undetermined in enumerate(whole["undetermined"]):
        said = {ids[name] for name in codes.columns[4:] if codes[name][number] == "undetermined"}
        assert set(undetermined) <= said


def test_an_interrupted_run_goes_on_where_it_was_stopped(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, parts = tmp_path / "out", tmp_path / ".out.parts"
    with pytest.MonkeyPatch.context() as patch:
        kept: list[str] = []

        def stop(self: OutcomeFiles, codes: pl.DataFrame, part: Path) -> None:
            kept.append(part.name)
            raise KeyboardInterrupt

        patch.setattr(OutcomeFiles, "_keep", stop)
        assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q") == 130
    assert capsys.readouterr().err == "stopped; --resume goes on\n"
    assert kept == ["part-000001-odd-0.parquet"]
    first = parts / "part-000000.parquet"
    written = first.stat().st_mtime_ns
    assert not out.exists()
    assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q", "--resume") == 0
    assert (out / first.name).stat().st_mtime_ns == written
    assert pl.read_parquet(out / "*.parquet").height == 5
    assert not parts.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compact", "parquet"], "name a folder"),
        (["--engine", "spark", "-o", "x.parquet"], "spark needs --compact"),
        (["--compact", "parquet", "-o", "."], "exists and is no earlier result"),
    ],
)
def test_wrong_usage_is_told(leads: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(str(leads), *options) == 2
    assert said in capsys.readouterr().err


def test_files_of_other_columns_are_refused_by_name(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame({"项目编号": ["x"]}).write_parquet(leads / "c.parquet")
    assert screen(str(leads), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "c.parquet: it has other columns than 'a.parquet'" in capsys.readouterr().err


def test_a_file_of_more_rows_than_are_numbered_is_told(
    leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("compliance.intake.tables.dataset.MOST_ROWS", 2)
    assert screen(str(leads), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "a.parquet: it has more than 2 rows; split it into files of one folder" in capsys.readouterr().err


def test_a_table_without_numbers_or_ids_is_screened(tmp_path: Path) -> None:
    pl.DataFrame({"是否拟入驻产业集聚区": ["是", "否", "-"]}).write_parquet(tmp_path / "leads.parquet")
    codes = screened(tmp_path / "leads.parquet", tmp_path / "codes")
    assert codes["row"].to_list() == [1, 2]
    assert codes["id"].to_list() == [None, None]
    assert codes["verdict"].to_list() == ["undetermined"] * 2


@pytest.mark.parametrize("engine", LOCAL)
def test_a_file_that_breaks_off_later_is_told(engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    (source / "a.csv").write_bytes("项目编号,用地面积(亩)\na,60\nb,70,5\n".encode())
    options = ("--compact", "csv", "--engine", engine, "-q")
    assert screen(str(source), "-o", str(tmp_path / "out"), *options) == 2
    assert "a.csv: it cannot be read" in capsys.readouterr().err
    (source / "a.csv").write_bytes('项目编号,用地面积(亩)\na,60\n"b,60\nc,70\n'.encode())
    assert screen(str(source), "-o", str(tmp_path / "out"), *options) == 2
    assert "quotation marks are not in pairs" in capsys.readouterr().err
    pl.DataFrame({"项目编号": ["a"], "__file_row": [1]}).write_parquet(tmp_path / "b.parquet")
    assert screen(str(tmp_path / "b.parquet"), "-o", str(tmp_path / "out"), *options) == 2
    assert "rename its column '__file_row'" in capsys.readouterr().err


def test_a_run_of_duckdb_with_odd_rows_goes_on_in_a_folder_of_any_name(
    leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out [1]"
    options = (str(leads), "-o", str(out), "--compact", "parquet", "-q", "--engine", "duckdb")
    (leads / "b.parquet").rename(leads / "0.parquet")  # the odd rows come first
    with monkeypatch.context() as patch:
        screen_ = OutcomeFiles._screen

        def stop(self: OutcomeFiles, dataset: Any, leads: Any, backend: Any, piece: Any, number: int) -> None:
            if number:
                raise KeyboardInterrupt
            screen_(self, dataset, leads, backend, piece, number)

        patch.setattr(OutcomeFiles, "_screen", stop)
        assert screen(*options) == 130
    assert screen(*options, "--resume") == 0
    assert pl.concat([pl.read_parquet(part, glob=False) for part in out.glob("*.parquet")]).height == 5
    assert sum(json.loads((out / "_screening.json").read_text("utf-8"))["counts"].values()) == 5


def test_a_broken_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 not really")
    assert screen(str(tmp_path / "x.parquet"), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which this machine does not have")
def test_a_cluster_of_spark_writes_what_polars_writes(leads: Path, tmp_path: Path) -> None:
    options = ("--compact", "parquet", "-q", "--pack", "national-land-control-2008")
    # In a process of its own: a process has one session of Spark, and other tests may have opened theirs here.
    on_spark = ("-o", str(tmp_path / "spark"), "--engine", "spark", "--master", "local-cluster[2,1,1024]")
    command = [sys.executable, "-m", "compliance", *ASKED, str(leads), *on_spark, *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert screen(str(leads), "-o", str(tmp_path / "here"), *options) == 0
    of_spark, here = (pl.read_parquet(tmp_path / name / "*.parquet").sort("id") for name in ("spark", "here"))
    assert of_spark.cast(dict(here.schema)).equals(here)
    legend = "\n".join(
        (tmp_path / "spark" / "_screening").glob("part-*.txt").__next__().read_text("utf-8").splitlines()
    )
    assert json.loads(legend) == json.loads((tmp_path / "here" / "_screening.json").read_text("utf-8"))
