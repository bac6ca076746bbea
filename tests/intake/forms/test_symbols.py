"""Signs of symbol fonts and boxes, as they are seen."""

from compliance.intake.forms.symbols import as_seen, is_symbol_font, sign


def test_boxes_are_written_alike_and_circles_in_years_stay() -> None:
    assert as_seen("□是 ■否 ✓") == ("☐是 ☑否 √", False)
    assert as_seen("○是 ●否") == ("☐是 ☑否", False)
    assert as_seen("二○一五年") == ("二○一五年", False)
    assert as_seen("二〇一五年") == ("二〇一五年", False)


def test_crossed_and_private_signs_are_not_known() -> None:
    assert as_seen("☒是")[1]
    assert as_seen("\uf0fe")[1]
    assert sign("Wingdings", 0xF0FD) is None
    assert sign("Webdings", 0x61) is None
    assert sign("MS Gothic", 0x2612) is None
    assert sign("MS Gothic", 0x2611) == "☑"
    assert is_symbol_font("Wingdings 3")
