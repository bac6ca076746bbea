"""Columns stand below each other, and no line is wider than it may be."""

from rich.cells import cell_len

from compliance.report.render.columns import bar, cut, in_columns


def test_cells_stand_below_each_other_whatever_the_width_of_their_characters() -> None:
    assert list(in_columns([("名", "数"), ("abc", "1")], 20)) == ["名   数", "abc  1"]


def test_numbers_end_flush() -> None:
    assert list(in_columns([("甲", "达标"), ("乙", "7")], 20, right=[1])) == ["甲  达标", "乙     7"]


def test_the_cell_that_gives_way_is_cut_and_the_others_are_whole() -> None:
    lines = list(in_columns([("一个很长很长很长的名称", "12,345 亩"), ("短", "1")], 24))
    assert lines[0] == "一个很长很长…  12,345 亩"
    assert all(cell_len(line) <= 24 for line in lines)


def test_a_text_is_cut_with_an_ellipsis_only_where_it_is_wider() -> None:
    assert cut("四个汉字", 8) == "四个汉字"
    assert cut("五个汉字了", 8) == "五个汉…"


def test_control_characters_do_not_disturb_the_columns() -> None:
    assert next(in_columns([("a\x1b[31m\nb", "c")], 40)).endswith("c")
    assert "\x1b" not in "".join(in_columns([("a\x1b[31mb", "c")], 40))


def test_a_bar_shows_every_part_that_is_there_and_fills_its_length() -> None:
    assert bar([(1, "█"), (0, "▓"), (999, "░")], 10) == "█░░░░░░░░░"
    assert bar([(5, "█"), (5, "░")], 10) == "█████░░░░░"
    assert bar([(0, "█")], 10) == ""
