"""A stored rulebook is used only if it is whole and its owner's."""

from pathlib import Path

from tests.commands import run


def test_a_stored_rulebook_that_was_tampered_with_is_loaded_anew(tmp_path: Path) -> None:
    first = run("rules", "check", COMPLIANCE_CACHE=str(tmp_path))
    (stored,) = tmp_path.glob("rulebook-*.pickle")
    for damage in (b"", b"garbage", stored.read_bytes()[:100]):
        stored.write_bytes(damage)
        assert run("rules", "check", COMPLIANCE_CACHE=str(tmp_path)).stdout == first.stdout
    stored.chmod(0o666)
    assert run("rules", "check", COMPLIANCE_CACHE=str(tmp_path)).stdout == first.stdout
    assert run("rules", "check", COMPLIANCE_CACHE="").stdout == first.stdout
