"""School years, and where a day lies in one. A year is named by the calendar year in which it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    """`begins`: month and day of the first day of a school year. `roll_day`: the day on which those who are on roll are
    the year's cohort, before the oldest leave. `grace`: who joins within so many days was there from the beginning.
    """

    begins: tuple[int, int]
    roll_day: tuple[int, int]
    grace: int = 30

    def year_of(self, day: date) -> int:
        return day.year if (day.month, day.day) >= self.begins else day.year - 1

    def first_day(self, year: int) -> date:
        return date(year, *self.begins)

    def last_day(self, year: int) -> date:
        return self.first_day(year + 1) - timedelta(days=1)

    def place(self, month: int, day: int) -> int:
        """Where a day stands in its school year: greater is later, and the same in every year, leap or not."""
        months = (month - self.begins[0]) % 12
        if months == 0 and (month, day) < self.begins:
            months = 12
        return months * 31 + day

    def day_in(self, year: int, month_day: tuple[int, int]) -> date:
        """The day of that month and day within a school year; 29 February is 1 March in a common year."""
        calendar_year = year if month_day >= self.begins else year + 1
        if month_day == (2, 29) and not _is_leap(calendar_year):
            month_day = (3, 1)
        return date(calendar_year, *month_day)

    def roll_taken_on(self, year: int, as_of: date) -> date:
        return min(as_of, self.day_in(year, self.roll_day))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def age_on(day: date, born_on: date) -> int:
    """Completed years. Born on 29 February: a year older on 1 March in a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


@dataclass(frozen=True)
class View:
    """What is looked at: a school year, as records stood at the end of `as_of`.

    `last_full`: the last year that is over. A year is over on the day after its last day, so that on its last day it
    is still the year so far.
    """

    year: int
    so_far: bool

    @staticmethod
    def last_full(as_of: date, calendar: Calendar, months: int = 0) -> View:
        """`months`: how long after its last day a year can be judged, for what is asked of leavers."""
        year = calendar.year_of(as_of) - 1
        while months_later(calendar.last_day(year), months) > as_of:
            year -= 1
        return View(year, so_far=False)

    @staticmethod
    def this_so_far(as_of: date, calendar: Calendar, months: int = 0) -> View:
        return View(View.last_full(as_of, calendar, months).year + 1, so_far=True)
