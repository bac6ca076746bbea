"""The JSON Schema of the files of a rulebook, by which editors complete and check them."""

from typing import Any, Literal

from pydantic import BaseModel

from compliance.rulebook.cases import CasesSpec, SurvivorsSpec
from compliance.rulebook.schema import FileSpec, PackSpec, VocabularySpec
from compliance.vocabulary.fields import Vocabulary

Kind = Literal["rules", "pack", "cases", "survivors", "vocabulary"]
MODELS: dict[Kind, type[BaseModel]] = {
    "rules": FileSpec,
    "pack": PackSpec,
    "cases": CasesSpec,
    "survivors": SurvivorsSpec,
    "vocabulary": VocabularySpec,
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
_CONDITION_KEYS = ("when", "require", "holds", "condition", "applies", "reached")
# Read as they are written, also where YAML would take them for a number or a truth.
_WRITTEN: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_WRITTEN_KEYS = ("min", "max", "example", "value")
_DATE: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def json_schema(kind: Kind, vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema (draft 2020-12) of that kind of file in a rulebook with that vocabulary."""
    schema = MODELS[kind].model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    definitions = schema.setdefault("$defs", {})
    for shape in (schema, *definitions.values()):
        properties = shape.get("properties", {})
        for name, stated in properties.items():
            properties[name] = _as_written(name, stated, vocabulary)
        if any(name in _CONDITION_KEYS for name in properties):
            definitions = {**definitions, "Condition": _CONDITION, "Conditions": _CONDITIONS}
    if kind == "vocabulary":
        definitions = {**definitions, "ValueSpec": {"anyOf": [{"type": "string"}, definitions["ValueSpec"]]}}
        for name in ("FieldSpec", "InferenceSpec"):
            definitions[name]["properties"] |= {
                key: _WRITTEN for key in _WRITTEN_KEYS if key in definitions[name]["properties"]
            }
    return {**schema, "$defs": definitions}


def _as_written(name: str, stated: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """What a file may hold under that key, described as the model describes it."""
    about: dict[str, Any] = {key: stated[key] for key in ("description", "title") if key in stated}
    if name in _CONDITION_KEYS:
        return {**about, "$ref": "#/$defs/Condition"}
    if name == "rows":
        return {**about, **_ROWS}
    if name == "subject":
        return {"default": vocabulary.reviewed, **about, "type": "string", "enum": list(vocabulary.subjects)}
    if name == "stage":
        return {**about, "type": "string", "enum": [stage.id for stage in vocabulary.stages.every]}
    if any(one.get("format") == "date" for one in (stated, *stated.get("anyOf", ()))):
        return {**about, **_DATE}
    return stated
