"""A page needs no other file and runs nothing."""

from compliance.report.memo.web import to_html
from tests.memos import (
    example,
    html,
)


def test_a_page_needs_no_other_file_and_runs_nothing() -> None:
    page = html(to_html(example("baolong-stainless")))
    assert [a for a in page.attributes if a[1] in ("src", "href") or a[1].startswith("on")] == []
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _, _ in page.attributes}
    assert any("width=device-width" in value for _, _, value in page.attributes)
