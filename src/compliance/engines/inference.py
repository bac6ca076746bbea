"""What follows from the data of a case where a field is not stated."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Datum, How
from compliance.engines.evaluation import Evaluation
from compliance.rulebook.model import Inference, Rulebook
from compliance.rulebook.uses import fields_named


def completed(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """The case with what the rulebook infers: never in the place of what is stated, nor of what is in doubt."""
    in_doubt = {doubt.field for doubt in case.doubts}
    evaluation = Evaluation(rulebook, case, as_of)
    for inference in rulebook.inferences:
        field = inference.field
        if field.subject != case.subject or field.id in case.data or field.id in in_doubt:
            continue
        if evaluation.truth(inference.when) is True:
            data = {**case.data, field.id: _datum(inference, case, rulebook)}
            case = replace(case, data=MappingProxyType(data))
            evaluation = Evaluation(rulebook, case, as_of)
    return case


def _datum(inference: Inference, case: Case, rulebook: Rulebook) -> Datum:
    """The value, with the place of the first datum that it was inferred from."""
    named = (reference.field for reference in fields_named(inference.when, rulebook.definitions))
    sources = (case.data[field.id] for field in named if field.subject == case.subject and field.id in case.data)
    source = next(sources, None)
    written, at = ("", case.at) if source is None else (source.written, source.at)
    return Datum(inference.value, written, at, How.INFERRED, inference.why)
