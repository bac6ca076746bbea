"""One session of Spark for all tests of a process."""

import shutil
from collections.abc import Iterator

import pytest

from compliance.engines.columnar.backends import Backend, Spark


@pytest.fixture(scope="session")
def spark() -> Iterator[Backend]:
    """A session of Spark on this machine; skipped where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which this machine does not have")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield Spark(session)
    session.stop()
