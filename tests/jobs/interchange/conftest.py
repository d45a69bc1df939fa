"""Small register files, written as the test needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.registers.rows import RegisterRow
from trigpoint.jobs.interchange.registers.opening import open_register
from trigpoint.jobs.interchange.registers.tallying import Tally, read_through
from trigpoint.jobs.interchange.tables.opening import Limits

TODAY = date(2026, 9, 1)


@dataclass
class Read:
    tally: Tally
    rows: list

    def facts(self, number: str) -> dict:
        return next(
            dict(row.facts) for row in self.rows if isinstance(row, RegisterRow) and row.number == number
        )


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Writes a file and reads it: `read("gias_20250711.csv", "urn,name\\n…")`; a dated name unless `as_of` is given."""

    def write_and_read(
        name: str, content: str | bytes, as_of: date | None = None, limits: Limits | None = None
    ):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_path(path, as_of=as_of, limits=limits)

    return write_and_read


def read_path(path: Path, as_of: date | None = None, limits: Limits | None = None) -> Read:
    rows: list = []
    with open_register(path, as_of=as_of, today=TODAY, limits=limits) as register:
        tally = read_through(register, rows.append)
    return Read(tally, rows)


@pytest.fixture
def refusal(read) -> Callable[..., str]:
    """The message with which a file is refused."""

    def message(*args, **kwargs) -> str:
        with pytest.raises(BadContent) as refused:
            read(*args, **kwargs)
        return str(refused.value)

    return message
