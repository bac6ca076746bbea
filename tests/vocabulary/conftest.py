"""The vocabulary of `small`."""

import pytest

from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import SMALL, node


@pytest.fixture(scope="module")
def small() -> Vocabulary:
    return load_vocabulary(node(SMALL))
