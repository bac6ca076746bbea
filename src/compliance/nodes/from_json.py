"""Read JSON (RFC 8259) as nodes; numbers are kept as written and never pass through a float."""

import json
import re
from bisect import bisect_right

from compliance.errors import Place, shown
from compliance.nodes.decode import decode, hidden, hidden_message
from compliance.nodes.tree import Builder, Node
from compliance.text import Text

# Possessive repeats, so that a long string costs no backtracking memory.
_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
        (?P<mark>[\[\]{},:])
      | (?P<string>"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+")
      | (?P<word>[^\s\[\]{},:"]++)
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")

_VALUE = frozenset({"{", "[", "string", "word"})
_SAID = {
    "string": Text("字符串", "a string"),
    "word": Text("值", "a value"),
    "end": Text("文件结尾", "end of file"),
}


def read_json(data: bytes, name: str, *, repeated_keys: bool = False) -> tuple[Node, ...]:
    """The one value of a JSON file; `repeated_keys` takes in a key that occurs twice.

    Raises: InputError with every problem that could be found, at file:line:column.
    """
    text = decode(data, name)
    return _Reader(text, Builder(name, repeated_keys=repeated_keys)).read()


class _Reader:
    def __init__(self, text: str, build: Builder) -> None:
        self._text = text
        self._build = build
        self._starts = [0, *(match.end() for match in re.finditer("\r\n?|\n", text))]
        self._closers: list[str] = []
        self._allowed = _VALUE

    def read(self) -> tuple[Node, ...]:
        position = 0
        while True:
            token = _TOKEN.match(self._text, position)
            if token is None:
                raise self._bad_string(position)
            kind, at = self._kind(token)
            if kind not in self._allowed:
                raise self._unexpected(token, kind, at)
            if kind == "end":
                return self._build.finish()
            self._take(kind, token, at)
            position = token.end()

    def _kind(self, token: re.Match[str]) -> tuple[str, Place]:
        group = str(token.lastgroup)
        return (token[group] if group == "mark" else group), self._place(token.start(group))

    def _take(self, kind: str, token: re.Match[str], at: Place) -> None:
        if kind in "{[":
            self._build.begin(at, is_mapping=kind == "{")
            self._closers.append("}" if kind == "{" else "]")
            self._allowed = frozenset({"string", "}"}) if kind == "{" else _VALUE | {"]"}
        elif kind == ":":
            self._allowed = _VALUE
        elif kind == ",":
            self._allowed = frozenset({"string"}) if self._closers[-1] == "}" else _VALUE
        elif kind in "}]":
            self._build.end()
            self._closers.pop()
            self._after_value()
        else:
            was_key = self._build.expects_key
            self._scalar(kind, token[kind], at)
            if was_key:
                self._allowed = frozenset({":"})
            else:
                self._after_value()

    def _after_value(self) -> None:
        self._allowed = frozenset({",", self._closers[-1]}) if self._closers else frozenset({"end"})

    def _scalar(self, kind: str, written: str, at: Place) -> None:
        if kind == "word":
            if not _WORD.fullmatch(written):
                zh = f"“{shown(written)}”不是 JSON 的值;文字须加双引号"
                self._build.problem(at, Text(zh, f"'{shown(written)}' is not a JSON value; quote a text"))
            self._build.scalar(written, False, at)
            return
        text = str(json.loads(written))
        if code := hidden(text):
            self._build.problem(at, hidden_message(code))
        self._build.scalar(text, True, at)

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(self._build.name, line, offset - self._starts[line - 1] + 1)

    def _bad_string(self, position: int) -> Exception:
        gap = re.compile(r"[ \t\r\n]*+").match(self._text, position)
        at = self._place(gap.end() if gap else position)
        zh = "字符串没有结束,或含换行、制表符、不正确的反斜杠写法"
        en = "a string that does not end, or holds a line break, a tab or a wrong backslash escape"
        return self._build.stop(at, Text(zh, en))

    def _unexpected(self, token: re.Match[str], kind: str, at: Place) -> Exception:
        wanted = [_SAID.get(word, Text(f"“{word}”", f"'{word}'")) for word in sorted(self._allowed)]
        written = shown(token[0].strip())
        found = _SAID["end"] if kind == "end" else Text(f"“{written}”", f"'{written}'")
        zh = f"此处应为{'或'.join(text.zh for text in wanted)},却是{found.zh}"
        en = f"expected {' or '.join(text.en for text in wanted)}, found {found.en}"
        return self._build.stop(at, Text(zh, en))
