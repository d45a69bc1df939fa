"""School years as day numbers, so that whole columns of days are worked out at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.synthetic.nation.dice import Whole

EPOCH = date(1970, 1, 1)


def number_of(day: date) -> int:
    """Days since 1 January 1970."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class SchoolDays:
    """The school years of an invented nation, counted from 0, the oldest; the last one is that of `today`.

    All arrays have one number for each year, and days count from 1 January 1970.
    """

    today: int
    first: Whole
    last: Whole
    roll: Whole
    oldest: int  # the calendar year in which year 0 begins
    calendar: Calendar

    @property
    def years(self) -> int:
        return len(self.first)

    @property
    def now(self) -> int:
        return self.years - 1

    def begins(self, years: Whole) -> Whole:
        """First days of school years, which may lie before the first."""
        low = int(years.min(initial=0))
        high = int(years.max(initial=0))
        days = [number_of(self.calendar.first_day(self.oldest + n)) for n in range(low, high + 1)]
        found: Whole = np.asarray(days, dtype=np.int64)[years - low]
        return found


def school_days(as_of: date, years: int, calendar: Calendar) -> SchoolDays:
    """As many school years as asked for, the last of them holding `as_of`."""
    oldest = calendar.year_of(as_of) - years + 1
    span = range(oldest, oldest + years)

    def each(days: list[date]) -> Whole:
        return np.asarray([number_of(day) for day in days], dtype=np.int64)

    first = [calendar.first_day(year) for year in span]
    return SchoolDays(
        number_of(as_of),
        each(first),
        each([day - timedelta(days=1) for day in [*first[1:], calendar.first_day(oldest + years)]]),
        each([calendar.day_in(year, calendar.roll_day) for year in span]),
        oldest,
        calendar,
    )
