"""The JSON Schema of the files of a rulebook, by which editors complete and check them."""

from typing import Any, Literal

from pydantic import BaseModel

from compliance.rulebook.cases import CasesSpec, SurvivorsSpec
from compliance.rulebook.schema import FileSpec, PackSpec

Kind = Literal["rules", "pack", "cases", "survivors"]
MODELS: dict[Kind, type[BaseModel]] = {
    "rules": FileSpec,
    "pack": PackSpec,
    "cases": CasesSpec,
    "survivors": SurvivorsSpec,
}
_CONDITION: dict[str, Any] = {
    "description": "A line of the condition language, or all, any or not of such conditions.",
    "anyOf": [
        {"type": ["string", "boolean"]},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                "all": {"$ref": "#/$defs/Conditions"},
                "any": {"$ref": "#/$defs/Conditions"},
                "not": {"$ref": "#/$defs/Condition"},
            },
        },
    ],
}
_CONDITIONS: dict[str, Any] = {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/Condition"}}
# A cell is read as it is written, also where YAML would take it for a number.
_ROWS: dict[str, Any] = {
    "type": "array",
    "items": {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
}
_CONDITION_KEYS = ("when", "require", "holds", "condition")


def json_schema(kind: Kind) -> dict[str, Any]:
    """The schema (draft 2020-12) of that kind of file."""
    schema = MODELS[kind].model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    definitions = schema.setdefault("$defs", {})
    for shape in (schema, *definitions.values()):
        for name, stated in shape.get("properties", {}).items():
            if name in _CONDITION_KEYS:
                shape["properties"][name] = {"$ref": "#/$defs/Condition"}
                definitions.setdefault("Condition", _CONDITION)
                definitions.setdefault("Conditions", _CONDITIONS)
            elif name == "rows":
                shape["properties"][name] = _ROWS
            elif stated.get("format") == "date" or any(s.get("format") == "date" for s in stated.get("anyOf", ())):
                shape["properties"][name] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    return schema
