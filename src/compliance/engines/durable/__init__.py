"""The forward-chaining engine for one case, on durable_rules."""

from compliance.engines.durable.engine import Durable

__all__ = ["Durable"]
