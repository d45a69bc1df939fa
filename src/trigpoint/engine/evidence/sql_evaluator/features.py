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

    def columns(self) -> str:
        """The select list of all of them."""
        return "".join(f",\n  {text} AS {name}" for text, name in self.texts.items())

    def _name(self, text: str) -> str:
        # A pupil without rows has no feature, which counts as 0.
        return f"COALESCE({self.letter}.{self.texts.setdefault(text, f'{self.letter}{len(self.texts)}')}, 0)"


@dataclass
class DifferentValues(Features):
    """Counts of different values of the column `by`: rows are first put together by value, then values counted.

    COUNT(DISTINCT) would say the same, but several of them make Spark read every row as many times.
    """

    by: str = ""
    flags: dict[str, str] = field(default_factory=dict)  # condition to name

    def certain(self, condition: str) -> str:
        """How many different known values the rows have of which the condition is true."""
        flag = self._flag(f"CASE WHEN {condition} THEN 1 ELSE 0 END", "MAX")
        return self._name(f"SUM(CASE WHEN r.value IS NULL THEN 0 ELSE r.{flag} END)")

    def possible(self, condition: str) -> str:
        """The same where the condition is true or not known, and every row without a known value besides."""
        text = f"CASE WHEN NOT ({condition}) THEN 0 ELSE 1 END"
        flag, rows = self._flag(text, "MAX"), self._flag(text, "SUM")
        return self._name(f"SUM(CASE WHEN r.value IS NULL THEN r.{rows} ELSE r.{flag} END)")

    def table(self) -> str:
        """One row for each pupil and value, to be added up under the name r."""
        flags = "".join(f", {text} AS {name}" for text, name in self.flags.items())
        return (
            f"(SELECT r.institution, r.pupil, r.{self.by} AS value{flags} FROM encounters r "
            f"GROUP BY r.institution, r.pupil, r.{self.by}) r"
        )

    def _flag(self, text: str, function: str) -> str:
        return self.flags.setdefault(f"{function}({text})", f"f{len(self.flags)}")
