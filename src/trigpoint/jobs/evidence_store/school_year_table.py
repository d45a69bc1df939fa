"""The school years of a calendar as a table, so that SQL never works one out for itself."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from trigpoint.engine.evidence.school_years import Calendar


def school_year_table(first: int, *, as_of: date, calendar: Calendar) -> pa.Table:
    """A row for each school year from `first` to that of `as_of`: its first day, the last one seen, the day of the
    roll, and the day from which those who are on roll count as there from the beginning."""
    rows = []
    for year in range(first, calendar.year_of(as_of) + 1):
        begins, roll = calendar.first_day(year), calendar.roll_taken_on(year, as_of)
        rows.append(
            {
                "year": year,
                "first_day": begins,
                "last_day": min(calendar.last_day(year), as_of),
                "roll": roll,
                "since": min(begins + timedelta(days=calendar.grace), roll),
            }
        )
    days = [pa.field(name, pa.date32()) for name in ("first_day", "last_day", "roll", "since")]
    return pa.Table.from_pylist(rows, schema=pa.schema([pa.field("year", pa.int32()), *days]))
