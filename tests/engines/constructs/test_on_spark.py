"""All constructs at once on Spark, whose plans take too long to make one for each."""

from functools import partial

import pytest

from compliance.engines.columnar.backends import Backend
from tests.engines.constructs.examples import wrong
from tests.engines.constructs.tables import TABLES
from tests.engines.every_engine import in_columns


@pytest.mark.xdist_group("spark")  # one process, so that they share a session
def test_every_construct_comes_out_on_spark_as_its_author_expects(spark: Backend) -> None:
    every = [example for table in TABLES.values() for example in table]
    assert wrong(every, partial(in_columns, spark), columnar=True) == []
