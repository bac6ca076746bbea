"""Check nodes against typed models, and report each fault at the place where it was written."""

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.nodes.tree import PROBLEMS, Mapping, Node, Scalar, Sequence
from compliance.text import Text, same

Model = TypeVar("Model", bound=BaseModel)
Plain = str | None | dict[str, Any] | list[Any]

_KINDS = {
    "model_type": Text("须为“键: 值”的映射", "must be a mapping of keys and values"),
    "model_attributes_type": Text("须为“键: 值”的映射", "must be a mapping of keys and values"),
    "dict_type": Text("须为“键: 值”的映射", "must be a mapping of keys and values"),
    "list_type": Text("须为列表", "must be a list"),
    "tuple_type": Text("须为列表", "must be a list"),
    "string_type": Text("须为文字", "must be a text"),
    "string_too_short": Text("文字过短或为空", "the text is empty or too short"),
    "string_too_long": Text("文字过长", "the text is too long"),
    "string_pattern_mismatch": Text("写法不正确", "is not written as it must be"),
    "too_short": Text("项数过少或为空", "empty or too few items"),
    "too_long": Text("项数过多", "too many items"),
    "bool_type": Text("须为 true 或 false", "must be true or false"),
    "bool_parsing": Text("须为 true 或 false", "must be true or false"),
    "int_type": Text("须为整数", "must be a whole number"),
    "int_parsing": Text("须为整数", "must be a whole number"),
    "date_type": Text("须为日期,如 2015-06-01", "must be a date such as 2015-06-01"),
    "date_parsing": Text("须为日期,如 2015-06-01", "must be a date such as 2015-06-01"),
    "date_from_datetime_parsing": Text("须为日期,如 2015-06-01", "must be a date such as 2015-06-01"),
}


def plain(node: Node) -> Plain:
    """The node as strings, None, dicts and lists, for a pydantic model to convert."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def place_of(node: Node, loc: tuple[int | str, ...], *, key: bool = False) -> Place:
    """The place of the value that a pydantic location leads to, or of the last step that exists.

    With `key`, the place of the key rather than of its value.
    """
    at = node.at
    for step in loc:
        match node:
            case Sequence() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                at = node.at
            case Mapping():
                for name, value in node.entries:
                    if name.text == step:
                        node, at = value, name.at if key else value.at
                        break
            case _:
                pass
    return at


def validate(model: type[Model], node: Node) -> Model:
    """The model that the node states.

    Raises: InputError with a problem for each unknown key, missing key and unusable value.
    """
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        # The first PROBLEMS only: finding a place costs the length of the mapping it lies in.
        details = error.errors(include_url=False)[:PROBLEMS]
        problems = [_problem(model, node, detail) for detail in details]
        raise InputError(sorted(problems, key=lambda problem: problem.place)) from None


def _problem(model: type[BaseModel], node: Node, detail: ErrorDetails) -> Problem:
    loc = detail["loc"]
    unknown = detail["type"] == "extra_forbidden"
    return Problem(place_of(node, loc, key=unknown), _message(model, detail))


def _message(model: type[BaseModel], detail: ErrorDetails) -> Text:
    loc, kind = detail["loc"], detail["type"]
    name = shown(str(loc[-1])) if loc else ""
    if kind == "extra_forbidden":
        return _unknown_key(name, str(loc[-1]), _keys(model, loc[:-1]))
    if kind == "missing":
        return Text(f"缺少“{name}”", f"'{name}' is missing")
    if isinstance(own := getattr(detail.get("ctx", {}).get("error"), "text", None), Text):
        return own
    about = _about(loc)
    if kind in ("literal_error", "enum"):
        allowed = shown(str(detail["ctx"]["expected"]).replace(" or ", ", "), 160)
        zh, en = f"须为下列之一:{allowed}", f"must be one of {allowed}"
        return Text(about.zh + zh, about.en + en)
    said = _KINDS.get(kind) or same(shown(detail["msg"].removeprefix("Value error, "), 160))
    return Text(about.zh + said.zh, about.en + said.en)


def _about(loc: tuple[int | str, ...]) -> Text:
    """The key that the message is about: the last name on the way, with the number of the item."""
    names = [step for step in loc if isinstance(step, str)]
    if not names:
        return Text("", "")
    item = f"[{loc[-1] + 1}]" if isinstance(loc[-1], int) else ""
    name = shown(names[-1])
    return Text(f"“{name}”{item} ", f"'{name}'{item} ")


def _unknown_key(name: str, key: str, known: list[str]) -> Text:
    meant = nearest(key, known)
    if meant:
        return Text(f"没有“{name}”这个键;是否为“{meant}”?", f"unknown key '{name}'; did you mean '{meant}'?")
    listed = shown(", ".join(known), 160)
    return Text(f"没有“{name}”这个键;可用的键:{listed}", f"unknown key '{name}'; known keys: {listed}")


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the model or models at that location know."""
    models = [model]
    for step in loc:
        inner = [
            found
            for one in models
            for field, spec in one.model_fields.items()
            if step in (field, spec.alias)
            for found in _models(spec.annotation)
        ]
        models = inner or models
    fields = [(name, spec) for one in models for name, spec in one.model_fields.items()]
    return list(dict.fromkeys(spec.alias or name for name, spec in fields))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models(argument)]
