"""A OneRoster package as evidence tables: institutions, pupils and enrolments, with what could not be carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.jobs.interchange.oneroster.package import Package, SourceRow

STUDENT = "student"
GONE = ("tobedeleted", "inactive")
"""What `status` says of a row that holds no more. The second is no word of the standard, and is sent."""

type Row = dict[str, object]


@dataclass(frozen=True)
class Roster:
    """Rows by evidence table, and sentences about what was left out or is not known."""

    tables: Mapping[str, list[Row]]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """One student at one org, by the row that says so. `is_main`: whose count the student is in."""

    user: str
    org: str
    is_main: bool
    file: str
    row: SourceRow


@dataclass
class _Carrying:
    """A package on its way to rows."""

    package: Package
    grades: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    held: dict[str, list[SourceRow]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    unknown_grades: Counter[str] = field(default_factory=Counter)

    def current(self, file: str) -> list[SourceRow]:
        """The rows of a file that still hold."""
        if file not in self.held:
            rows = self.package.rows(file)
            self.held[file] = [row for row in rows if row["status"].lower() not in GONE]
            self.left[f"rows of {file} that hold no more"] = len(rows) - len(self.held[file])
        return self.held[file]

    def gone(self, file: str) -> set[str]:
        """The keys of the rows of a file that hold no more."""
        return {row["sourcedId"] for row in self.package.rows(file) if row["status"].lower() in GONE}

    def day(self, file: str, row: SourceRow, column: str) -> date | None:
        """A day, of a moment too; None where the cell is empty. What is no day is noted."""
        if not row[column]:
            return None
        try:
            return datetime.fromisoformat(row[column]).date()
        except ValueError:
            wrong = f"'{row[column]}' is not a day."
            self.problems.append(Problem(file, row.number, column, wrong, "OneRoster writes it 2024-09-01."))
            return None

    def places(self) -> Iterator[_Place]:
        """Where each student is: what 1.2 says in roles, 1.1 in users. Who has several orgs belongs to the first."""
        if self.package.version == "1.1":
            for row in self.current("users.csv"):
                if self._is_student(row["role"]):
                    for at, org in enumerate(_listed(row["orgSourcedIds"])):
                        yield _Place(row["sourcedId"], org, at == 0, "users.csv", row)
            return
        for row in self.current("roles.csv"):
            if self._is_student(row["role"]):
                main = row["roleType"].lower() != "secondary"
                yield _Place(row["userSourcedId"], row["orgSourcedId"], main, "roles.csv", row)

    def _is_student(self, role: str) -> bool:
        if role.lower() != STUDENT:
            self.left["people who are not students"] += 1
        return role.lower() == STUDENT

    def year_group(self, user: SourceRow) -> str | None:
        """The year group of a student's one grade; None where there are several, or the grade has no year group."""
        grades = _listed(user["grades"])
        if len(grades) == 1 and grades[0] in self.grades:
            return self.grades[grades[0]]
        self.unknown_grades[" and ".join(grades) or "none"] += 1
        return None


def read_roster(package: Package, grades: Mapping[str, str]) -> Roster:
    """The rows of a package. `grades`: the year group, in the words of the edition, for each grade of the package.

    A grade without a year group leaves it not known, and a remark says so. A pupil was on roll from the first day of
    the enrolments there, or of the role, or else of the school year. BadContent with every row that cannot be read.
    """
    carrying = _Carrying(package, grades)
    orgs = {row["sourcedId"]: row for row in carrying.current("orgs.csv")}
    users = {row["sourcedId"]: row for row in carrying.current("users.csv")}
    people = {row["sourcedId"]: row for row in carrying.current("demographics.csv")}
    places = _known(carrying, users, orgs)
    numbers = _numbers(orgs, {place.org for place in places})
    began = _first_days(carrying)
    since = _school_year(carrying) if any((each.org, each.user) not in began for each in places) else None
    tables: dict[str, list[Row]] = {"institutions": [], "pupils": [], "enrolments": []}
    for org in sorted({place.org for place in places}):
        tables["institutions"].append({"institution": numbers[org], "name": orgs[org]["name"] or None})
    for place in places:
        key = {"institution": numbers[place.org], "pupil": place.user}
        tables["pupils"].append(key | _person(carrying, users[place.user], people.get(place.user)))
        started = began.get((place.org, place.user)) or since
        if place.file == "roles.csv":
            started = carrying.day(place.file, place.row, "beginDate") or started
        ended = carrying.day(place.file, place.row, "endDate") if place.file == "roles.csv" else None
        tables["enrolments"].append(
            key
            | {
                "started_on": started,
                "ended_on": ended,
                "year_group": carrying.year_group(users[place.user]),
                "kind": "main" if place.is_main else "subsidiary",
            }
        )
    if carrying.problems:
        raise BadContent(carrying.problems)
    return Roster(tables, tuple(_remarks(carrying)))


def _known(
    carrying: _Carrying, users: Mapping[str, SourceRow], orgs: Mapping[str, SourceRow]
) -> list[_Place]:
    """The places of students that the other files know too, each once; the others are noted."""
    found: dict[tuple[str, str], _Place] = {}
    gone = {file: carrying.gone(file) for file in ("users.csv", "orgs.csv")}
    for place in carrying.places():
        for key, there, column, file in (
            (place.user, users, "userSourcedId", "users.csv"),
            (place.org, orgs, "orgSourcedIds" if place.file == "users.csv" else "orgSourcedId", "orgs.csv"),
        ):
            if key in gone[file]:
                carrying.left[f"places of students by {place.file} that {file} no longer holds"] += 1
                break
            if key not in there:
                wrong = f"'{key}' is not in {file}."
                problem = Problem(place.file, place.row.number, column, wrong, "Ask for a whole package.")
                carrying.problems.append(problem)
                break
        else:
            found.setdefault((place.org, place.user), place)
    if not found and not carrying.problems:
        wrong = "there is no student in it."
        carrying.problems.append(Problem("users.csv", 0, "role", wrong, "Ask for a package with students."))
    return list(found.values())


def _numbers(orgs: Mapping[str, SourceRow], used: set[str]) -> dict[str, str]:
    """The number of each org: its identifier, which registers know, where every one has another; else its own key."""
    identifiers = [orgs[org]["identifier"] for org in used]
    if all(identifiers) and len(set(identifiers)) == len(used):
        return {org: orgs[org]["identifier"] for org in used}
    return {org: org for org in used}


def _first_days(carrying: _Carrying) -> dict[tuple[str, str], date]:
    """The first day of any class, by org and student."""
    found: dict[tuple[str, str], date] = {}
    for row in carrying.current("enrollments.csv"):
        day = carrying.day("enrollments.csv", row, "beginDate")
        key = row["schoolSourcedId"], row["userSourcedId"]
        if day and row["role"].lower() == STUDENT:
            found[key] = min(day, found.get(key, day))
    return found


def _school_year(carrying: _Carrying) -> date | None:
    """The first day of the last school year; of the terms of the last year where no session is a year."""
    sessions = [
        (row["schoolYear"], row["type"].lower(), day)
        for row in carrying.current("academicSessions.csv")
        if (day := carrying.day("academicSessions.csv", row, "startDate"))
    ]
    years = [day for _, kind, day in sessions if kind == "schoolyear"]
    if years:
        return max(years)
    last = max((year for year, _, _ in sessions), default="")
    days = [day for year, _, day in sessions if year == last]
    if not days:
        wrong = "no session says when the school year began, and some students have no first day."
        carrying.problems.append(
            Problem("academicSessions.csv", 0, "startDate", wrong, "Ask for the school year's session.")
        )
    return min(days, default=None)


def _person(carrying: _Carrying, user: SourceRow, demographics: SourceRow | None) -> Row:
    found: Row = {"person": user["userMasterIdentifier"] or None, "born_on": None, "gender": None}
    if demographics:
        found["born_on"] = carrying.day("demographics.csv", demographics, "birthDate")
        found["gender"] = demographics["sex"] or None
    return found


def _listed(cell: str) -> list[str]:
    """The parts of a cell that holds several, with commas between."""
    return [part.strip() for part in cell.split(",") if part.strip()]


def _remarks(carrying: _Carrying) -> Iterator[str]:
    for what, count in carrying.left.items():
        if count:
            yield f"Left out: {count:,} {what}."
    if carrying.unknown_grades:
        grades = ", ".join(f"{grade} ({count:,})" for grade, count in sorted(carrying.unknown_grades.items()))
        yield f"Year group not known, because nothing says which year group these grades are: {grades}."
    yield "Not in OneRoster: free school meals, special needs and programmes of study."
    if carrying.package.version == "1.1":
        yield "Not in OneRoster 1.1: when a pupil left, and which of several orgs counts; the first is taken."
