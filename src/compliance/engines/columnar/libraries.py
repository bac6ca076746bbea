"""The libraries that evaluate columns in this process, by the names that commands have for them.

Imports none of them: naming a library costs nothing, and having it what it costs.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from compliance.errors import RequestError
from compliance.text import Text

if TYPE_CHECKING:
    from compliance.engines.columnar.backends import DuckDB, Polars


def _polars() -> "Polars":
    from compliance.engines.columnar.backends import Polars

    return Polars()


def _duckdb() -> "DuckDB":
    from compliance.engines.columnar.backends import DuckDB

    try:
        return DuckDB()
    except ImportError:
        raise RequestError(
            Text(
                "未安装 DuckDB:pip install 'policy-compliance[duckdb]'",
                "DuckDB is not installed: pip install 'policy-compliance[duckdb]'",
            )
        ) from None


# What gives the backend of each; raises RequestError where the library is not installed.
LIBRARIES: "Mapping[str, Callable[[], Polars | DuckDB]]" = {"polars": _polars, "duckdb": _duckdb}
