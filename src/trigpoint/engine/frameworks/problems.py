"""What is wrong with a content file, written for the person who must mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: its file, line and column (from 1; 0 where there is none), what is wrong and what to write."""

    file: str
    line: int
    where: str  # the way to the place, such as "benchmarks 6 > questions 6.1 > scale"
    wrong: str
    instead: str
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        place += f", column {self.column}" if self.line and self.column else ""
        where = f" ({self.where})" if self.where else ""
        return f"{place}{where}: {self.wrong} {self.instead}".rstrip()


class BadContent(ValueError):
    """A content file that was refused. `problems` lists every mistake found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
