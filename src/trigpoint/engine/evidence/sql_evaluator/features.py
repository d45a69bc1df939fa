"""What is added up once per pupil, each under a name, and asked for by as many rules as want it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Features:
    """Aggregates over one pupil's rows of one table: the text by name, equal texts under one name."""

    letter: str
    texts: dict[str, str] = field(default_factory=dict)  # text to name

    def sum(self, condition: str, weight: str) -> str:
        """The weight of rows of which the condition is true."""
        return self._name(f"SUM(CASE WHEN {condition} THEN {weight} ELSE 0 END)")

    def sum_of_possible(self, condition: str, weight: str) -> str:
        """The weight of rows of which the condition is true or not known."""
        return self._name(f"SUM(CASE WHEN NOT ({condition}) THEN 0 ELSE {weight} END)")

    def different(self, value: str) -> str:
        """How many different values there are; NULL is none."""
        return self._name(f"COUNT(DISTINCT {value})")

    def columns(self) -> str:
        """The select list of all of them."""
        return "".join(f",\n  {text} AS {name}" for text, name in self.texts.items())

    def _name(self, text: str) -> str:
        # A pupil without rows has no feature, which counts as 0.
        return f"COALESCE({self.letter}.{self.texts.setdefault(text, f'{self.letter}{len(self.texts)}')}, 0)"
