"""What is counted once per pupil, each under a name, and asked for by as many rules as want it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Features:
    """Aggregates over one pupil's rows of one table: the text by name, equal texts under one name."""

    letter: str
    texts: dict[str, str] = field(default_factory=dict)  # text to name

    def name(self, text: str) -> str:
        """The name of an aggregate; a pupil without rows has none, which counts as 0."""
        return f"COALESCE({self.letter}.{self.texts.setdefault(text, f'{self.letter}{len(self.texts)}')}, 0)"

    def number(self, condition: str) -> str:
        """Rows of which the condition is true."""
        return self.name(f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)")

    def not_false(self, condition: str) -> str:
        """Rows of which the condition is true or not known."""
        return self.name(f"SUM(CASE WHEN NOT ({condition}) THEN 0 ELSE 1 END)")

    def any(self, condition: str) -> str:
        """1 where the condition is true of a row, else 0."""
        return self.name(f"MAX(CASE WHEN {condition} THEN 1 ELSE 0 END)")

    def columns(self) -> str:
        """The select list of all of them."""
        return "".join(f",\n  {text} AS {name}" for text, name in self.texts.items())
