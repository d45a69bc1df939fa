"""What follows from several columns of the English register, and its files that are not lists of institutions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trigpoint.engine.registers.rows import RowProblem, SuccessionRow, TypeRow
from trigpoint.engine.vocabulary.mistakes import Mistake
from trigpoint.jobs.interchange.mistakes import RowMistake, Silence, shown
from trigpoint.jobs.interchange.registers.layout import CellReader, Facts, Item, Layout, PassedOver
from trigpoint.jobs.interchange.tables.opening import Table

NO_TYPE = {"not applicable", "n/a"}
SUCCESSOR, PREDECESSOR = "Successor", "Predecessor"
KINDS = {"": "succeeded", "merged": "merged", "amalgamated": "amalgamated", "Split School": "split"}
NOT_SUCCESSIONS = {
    "Result of Amalgamation": Silence.AMALGAMATION,
    "Sixth Form Centre School": Silence.SIXTH_FORM,
    "Sixth Form Centre Link": Silence.SIXTH_FORM,
    "Expansion": Silence.EXPANSION,
    "Merged - expansion of school capacity": Silence.EXPANSION,
    "Merged - change in age range": Silence.AGES,
    "Merged - expansion in school capacity and changer in age range": Silence.AGES,
    "Closure": Silence.CLOSURE,
    "Other": Silence.OTHER_LINK,
}


def finish_full(facts: Facts, as_of: str) -> None:
    """LA and establishment number together name a school to the local authority."""
    area, establishment = facts.get("area_code"), facts.pop("establishment_number", None)
    if area is not None and establishment is not None:
        facts["laestab"] = f"{area}{str(establishment).zfill(4)}"
    if str(facts.get("further_education_type", "")).lower() in NO_TYPE:
        del facts["further_education_type"]
    if not facts.get("easting") or not facts.get("northing"):
        facts.pop("easting", None)
        facts.pop("northing", None)
    _drop_empty_ages(facts)


def finish_spine(facts: Facts, as_of: str) -> None:
    """The spine writes 0 to 0 for ages that it does not know."""
    _drop_empty_ages(facts)


def finish_open_cut(facts: Facts, as_of: str) -> None:
    """The cut lists open schools only: who is on it was open. Who is not may still be; nothing is closed by it."""
    facts["state"] = "open"


def finish_closed_cut(facts: Facts, as_of: str) -> None:
    """The cut gives every closed school its date; who has none was open, or not open yet."""
    closed, opened = facts.get("closed_on"), facts.get("opened_on")
    if closed is not None and str(closed) <= as_of:
        facts["state"] = "closed"
    elif opened is not None and str(opened) > as_of:
        facts["state"] = "proposed"
    else:
        facts["state"] = "open"


def _drop_empty_ages(facts: Facts) -> None:
    low, high = facts.get("low_age"), facts.get("high_age")
    if high == 0 or (isinstance(low, int) and isinstance(high, int) and high < low):
        facts.pop("low_age", None)
        facts.pop("high_age", None)


def read_links(layout: Layout, table: Table, as_of: date) -> Iterator[Item]:
    """Successions. The file tells most of them twice, once from each side; both sides say the same thing here."""
    cells = CellReader(layout, table.header)
    for number, row in table.rows:
        facts, problems = cells.facts(number, row)
        yield from problems
        if facts is not None:
            yield _succession(number, facts)


def _succession(number: int, facts: Facts) -> Item:
    words = str(facts.get("kind", ""))
    if words in NOT_SUCCESSIONS:
        return PassedOver(number, NOT_SUCCESSIONS[words])
    side, _, detail = words.partition(" - ")
    kind = KINDS.get(detail)
    if side not in (SUCCESSOR, PREDECESSOR) or kind is None:
        wrong = Mistake(RowMistake.UNKNOWN_LINK, {"cell": shown(words)})
        return RowProblem(number, "LinkType", wrong, refused=True)
    here, there = str(facts["number"]), str(facts["name"])
    if here == there:
        wrong = Mistake(RowMistake.FOLLOWS_ITSELF, {"number": here})
        return RowProblem(number, "LinkURN", wrong, refused=True)
    since = facts.get("since")
    first, then = (here, there) if side == SUCCESSOR else (there, here)
    return SuccessionRow(first, then, kind, None if since is None else str(since))


def read_types(layout: Layout, table: Table, as_of: date) -> Iterator[Item]:
    """Types of establishment."""
    cells = CellReader(layout, table.header)
    for number, row in table.rows:
        facts, problems = cells.facts(number, row)
        yield from problems
        if facts is not None:
            yield TypeRow(str(facts["name"]), str(facts.get("detail", "")))
