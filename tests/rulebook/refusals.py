"""What is said of a rulebook that is refused."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from tests.rulebooks import rulebook_of


def faults(folder: Path, content: str) -> list[str]:
    """What is said, in English and without the folder, of a rulebook that is refused."""
    with pytest.raises(InputError) as caught:
        rulebook_of(folder, content)
    return [problem.line("en").replace(f"{folder}/", "") for problem in caught.value.problems]
