"""A cell of a CSV file that a person may open in a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JOINT = ";"


def as_cell(value: object) -> str:
    """The value as text that no spreadsheet would run as a formula (D-053); what a list holds is joined by `;`."""
    text = _JOINT.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int) else text
