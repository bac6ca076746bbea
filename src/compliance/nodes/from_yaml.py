"""Read YAML as nodes: the plain subset that people write by hand, every scalar kept as text."""

from typing import Protocol

import yaml

from compliance.errors import Place, shown
from compliance.nodes.decode import decode, hidden, hidden_message
from compliance.nodes.tree import Builder, Node
from compliance.text import Text

# Events, not PyYAML's composer, which recurses (in C too) as deep as its input asks (D-015).
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SYNTAX = {
    "mapping values are not allowed": "此处不能再写“键: 值”;请检查缩进,含冒号的文字请加引号",
    "could not find expected ':'": "缺少冒号;键后须写英文冒号加一个空格",
    "did not find expected key": "此处应为一个键;请检查缩进与引号",
    "did not find expected '-' indicator": "此处应为以“- ”开头的一项;请检查缩进",
    "did not find expected ',' or '}'": "花括号中缺少逗号或右括号",
    "did not find expected ',' or ']'": "方括号中缺少逗号或右括号",
    "found unexpected end of stream": "引号或括号没有结束",
    "did not find expected <document start>": "内容之后还有多余文字;请检查缩进",
    "cannot start any token": "此字符不能作为开头;请给文字加引号",
    "exceeded maximum nesting depth": "嵌套过深",
    "found unknown escape character": "双引号内的反斜杠写法不正确;请改用单引号",
}


class _Mark(Protocol):
    line: int
    column: int


def read_yaml(data: bytes, name: str, *, repeated_keys: bool = False) -> tuple[Node, ...]:
    """One node for each YAML document of the file.

    Anchors, aliases, tags and merge keys are refused: what is written is what is read.  `repeated_keys` takes in a key
    that occurs twice.
    Raises: InputError with every problem that could be found, at file:line:column.
    """
    text = decode(data, name)
    build = Builder(name, repeated_keys=repeated_keys)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            _take(event, build)
    except yaml.MarkedYAMLError as error:
        raise build.stop(*_explain(error, text, name)) from None
    except (yaml.YAMLError, UnicodeError):
        raise build.stop(Place(name), Text("不是有效的 YAML", "not valid YAML")) from None
    return build.finish()


def _take(event: yaml.Event, build: Builder) -> None:
    match event:
        case yaml.ScalarEvent():
            _scalar(event, build)
        case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
            at = _place(event.start_mark, build.name)
            if event.anchor or event.tag:
                _refuse_extras(event, at, build)
            build.begin(at, is_mapping=isinstance(event, yaml.MappingStartEvent))
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            build.end()
        case yaml.AliasEvent():
            at = _place(event.start_mark, build.name)
            alias = f"*{event.anchor}"
            zh = f"不支持引用“{shown(alias)}”;请把内容写出来"
            build.problem(at, Text(zh, f"alias '{shown(alias)}' is not supported; write it out"))
            build.scalar(alias, True, at)


def _scalar(event: yaml.ScalarEvent, build: Builder) -> None:
    at = _place(event.start_mark, build.name)
    quoted = bool(event.style)
    if event.anchor or event.tag:
        _refuse_extras(event, at, build)
    if quoted:
        if code := hidden(event.value):
            build.problem(at, hidden_message(code))
    elif event.value == "<<" and build.expects_key:
        zh, en = "不支持合并键“<<”;请把内容写出来", "merge key '<<' is not supported; write it out"
        build.problem(at, Text(zh, en))
    build.scalar(event.value, quoted, at)


def _refuse_extras(
    event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent, at: Place, build: Builder
) -> None:
    if event.anchor is not None:
        zh = f"不支持锚点“&{shown(event.anchor)}”;含 & 的文字请加引号"
        en = f"anchor '&{shown(event.anchor)}' is not supported; quote a text that begins with &"
        build.problem(at, Text(zh, en))
    if event.tag is not None:
        zh = f"不支持标签“{shown(event.tag)}”;含 ! 的文字请加引号"
        en = f"tag '{shown(event.tag)}' is not supported; quote a text that begins with !"
        build.problem(at, Text(zh, en))


def _place(mark: _Mark | None, name: str) -> Place:
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)


def _explain(error: yaml.MarkedYAMLError, text: str, name: str) -> tuple[Place, Text]:
    """Where and what is wrong, starting with the slips that are common in Chinese input."""
    lines = text.splitlines()
    for mark in (error.problem_mark, error.context_mark):
        if mark and mark.line < len(lines) and (slip := _slip(lines[mark.line])):
            return Place(name, mark.line + 1, 1), slip
    said = error.problem or ""
    zh = next((zh for known, zh in _SYNTAX.items() if known in said), f"YAML 语法错误:{shown(said, 100)}")
    return _place(error.problem_mark, name), Text(zh, f"YAML syntax: {shown(said, 100)}")


def _slip(line: str) -> Text | None:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Text("缩进用了制表符(Tab);请改用空格", "a tab is used for indentation; use spaces")
    if ": " in line or line.rstrip().endswith(":"):
        return None
    if "\uff1a" in line:
        return Text("用了全角冒号“\uff1a”;请改为英文冒号加一个空格", "a full-width colon; write ': ' instead")
    if ":" in line:
        return Text("冒号后缺少空格;请写成“键: 值”", "no space after the colon; write 'key: value'")
    return None
