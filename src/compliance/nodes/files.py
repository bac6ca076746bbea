"""Read a file as nodes, in the format that its suffix names."""

import sys

from compliance.errors import InputError, Place, Problem, shown
from compliance.nodes.decode import SIZE
from compliance.nodes.from_json import read_json
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Node
from compliance.source import IrregularFileError, Readable, Source, source_of
from compliance.text import Text

STDIN = Source("-")
_READERS = {".yaml": read_yaml, ".yml": read_yaml, ".json": read_json}


def read_file(given: Readable, *, repeated_keys: bool = False) -> tuple[Node, ...]:
    """One node for each document of a .yaml, .yml or .json file, or of standard input (-) read as YAML.

    A key that occurs twice in a mapping is a fault, unless `repeated_keys` takes it in.
    Raises: InputError if the file cannot be read or used.
    """
    source = source_of(given)
    if source == STDIN:
        return read_yaml(_standard_input(), "<stdin>", repeated_keys=repeated_keys)
    reader = _READERS.get(source.suffix)
    if reader is None:
        suffixes = " ".join(_READERS)
        zh, en = f"不支持的文件类型;请用 {suffixes}", f"unsupported kind of file; use {suffixes}"
        raise InputError([Problem(Place(shown(source.name, 200)), Text(zh, en))])
    return reader(_bytes(source), source.name, repeated_keys=repeated_keys)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError([Problem(Place("<stdin>"), Text("标准输入已关闭", "standard input is closed"))])
    return sys.stdin.buffer.read(SIZE + 1)


def _bytes(source: Source) -> bytes:
    try:
        with source.open() as stream:
            return stream.read(SIZE + 1)
    except (OSError, ValueError) as error:
        zh, en = why_not_opened(error)
        raise InputError([Problem(Place(shown(source.name, 200)), Text(zh, en))]) from None


def why_not_opened(error: Exception) -> tuple[str, str]:
    """Why a file could not be opened or read, in Chinese and in English."""
    match error:
        case FileNotFoundError():
            return "文件不存在", "no such file"
        case IsADirectoryError():
            return "这是文件夹,不是文件", "this is a folder, not a file"
        case PermissionError():
            return "没有读取权限", "no permission to read it"
        case IrregularFileError():
            return (
                "这是管道或设备,不是文件;请先存为文件",
                "this is a pipe or a device, not a file: save it as a file first",
            )
        case _:
            return f"无法读取:{shown(str(error), 100)}", f"cannot be read: {shown(str(error), 100)}"
