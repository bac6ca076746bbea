"""What stands above a value: a key of an application or the heading of a column."""

from dataclasses import dataclass

from compliance.quantity.units import Unit
from compliance.vocabulary.fields import Field


@dataclass(frozen=True, slots=True)
class Heading:
    """A field, and the unit of bare numbers under it: the field's own unless the heading names one.

    `attested` says that what stands under it is what persons have found, and no claim of the material.
    """

    field: Field
    unit: Unit | None
    attested: bool = False
