"""A screening in chunks: each is kept as soon as it is done, so that a run that was stopped can be continued."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path

import polars as pl

from compliance.errors import InputError, Place, Problem
from compliance.intake.leads import Lead
from compliance.screen import Result, Screener
from compliance.text import Lang, Text

CHUNK = 10_000
_WORDS = pl.List(pl.String)
SCHEMA: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.Int64,
    "id": pl.String,
    "name": pl.String,
    "verdict": pl.String,
    "failed": _WORDS,
    "undetermined": _WORDS,
    "manual": _WORDS,
    "missing": _WORDS,
    "entitlements": _WORDS,
    "reasons": _WORDS,
    "doubts": _WORDS,
}
_STATE = "run.json"


class Run:
    """The chunks of one screening, in a folder beside its output.

    `asked` is what the run was asked: a run is continued only if it was asked the same.
    """

    def __init__(self, output: Path, asked: Mapping[str, str]) -> None:
        self.folder = output.with_name(f".{output.name}.parts")
        self._asked = dict(asked)

    def open(self, *, resume: bool) -> None:
        """Make ready; without `resume` what an earlier run left is removed.

        Raises: InputError if there is nothing to continue, or it was asked something else.
        """
        if not resume:
            shutil.rmtree(self.folder, ignore_errors=True)
        elif not self.folder.is_dir():
            raise _cannot(self.folder, "没有可继续的筛查,请去掉 --resume", "nothing to continue; leave out --resume")
        elif self._read_state() != self._asked:
            raise _cannot(
                self.folder,
                "台账、规则或选项与上次不同,不能继续;请去掉 --resume 重新筛查",
                "the ledger, the rules or the options have changed; leave out --resume to start again",
            )
        self.folder.mkdir(exist_ok=True)
        (self.folder / _STATE).write_text(json.dumps(self._asked), encoding="utf-8")

    def screen(self, leads: Iterable[Lead], screener: Screener, lang: Lang, told: Callable[[int], None]) -> None:
        """Screen the leads that are not done yet; `told` is called with the number of leads done so far."""
        done = len(self._parts())
        rest = iter(leads)
        for _ in islice(rest, done * CHUNK):
            pass
        for number in count(done):
            chunk = list(islice(rest, CHUNK))
            if not chunk:
                return
            self._keep(number, screener.screen(chunk), lang)
            told(number * CHUNK + len(chunk))

    def frames(self) -> Iterator[pl.DataFrame]:
        """The results of each chunk, in the order of the ledger."""
        for part in self._parts():
            yield pl.read_parquet(part)

    def scan(self) -> pl.LazyFrame:
        """All results, read as they are asked for."""
        parts = self._parts()
        return pl.scan_parquet(parts) if parts else pl.LazyFrame(schema=SCHEMA)

    def publish(self, output: Path) -> None:
        """Make the chunks themselves the output, which must not be there yet."""
        (self.folder / _STATE).unlink()
        os.replace(self.folder, output)

    def close(self) -> None:
        """Remove the chunks, once the output is written."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keep(self, number: int, results: Iterable[Result], lang: Lang) -> None:
        rows = [
            {
                **result._asdict(),
                "verdict": result.verdict.value,
                "reasons": [reason.to(lang) for reason in result.reasons],
                "doubts": [doubt.to(lang) for doubt in result.doubts],
            }
            for result in results
        ]
        unfinished = self.folder / "unfinished"
        pl.DataFrame(rows, schema=SCHEMA).write_parquet(unfinished)
        os.replace(unfinished, self.folder / f"part-{number:06}.parquet")

    def _parts(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.parquet"))

    def _read_state(self) -> object:
        try:
            return json.loads((self.folder / _STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


def asked_of(files: Iterable[Path], as_of: str, lang: Lang, rules: str, others: Iterable[str]) -> dict[str, str]:
    """What a run is asked: the files as they stand, the day, the language, the rules by their digest, and the rest."""
    return {
        "files": "\n".join(f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files),
        "as_of": as_of,
        "lang": lang,
        "rules": rules,
        "options": " ".join(others),
    }


def _cannot(folder: Path, zh: str, en: str) -> InputError:
    return InputError([Problem(Place(folder.name), Text(zh, en))])
