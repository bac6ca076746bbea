"""Frames come as they were sent; what is cut short or too long is no frame."""

import io

import pytest

from compliance.report.memo.template_frames import receive, send, texts_as_bytes, texts_of
from compliance.text import Text


def sent(*pieces: bytes) -> bytes:
    """The bytes of a frame."""
    stream = io.BytesIO()
    send(stream, *pieces)
    return stream.getvalue()


def test_frames_come_in_the_order_in_which_they_were_sent() -> None:
    stream = io.BytesIO(sent(b"D", b"one") + sent() + sent(b"R"))
    assert [receive(stream, 4) for _ in range(3)] == [b"Done", b"", b"R"]


def test_a_frame_that_is_cut_short_or_too_long_is_refused() -> None:
    whole = sent(b"D", b"one")
    for end in range(len(whole)):
        with pytest.raises(EOFError):
            receive(io.BytesIO(whole[:end]), 4)
    with pytest.raises(EOFError):
        receive(io.BytesIO(whole), 3)


def test_texts_come_back_as_they_were() -> None:
    texts = (Text("甲“乙”", "a\nb"), Text("", ""))
    assert texts_of(texts_as_bytes(texts)) == texts
