"""The figures of pictures of many institutions as tables for files."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trigpoint.engine.scoring.averages import Bounds
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.interchange.downloads import Cell, Table
from trigpoint.web.insights.queries.claims import NOT_KNOWN
from trigpoint.web.insights.queries.matrix import Standing, benchmarks_in
from trigpoint.web.insights.queries.sums import AreaSum, Distribution, StuckAt
from trigpoint.web.insights.tables.notes import notes_on, say, state
from trigpoint.web.insights.templatetags.figures import decimals, span
from trigpoint.web.organisations.queries.names import name_of


def matrix_table(title: str, standings: Sequence[Standing]) -> Table:
    """Institutions by benchmarks; marks must have been read. A column holds the state, and the score where there is
    one."""
    benchmarks = benchmarks_in(standings)
    headers = [_("Institution"), _("Area"), _("Cohort"), _("Kind"), _("Edition"), _("Return")]
    headers += [f"{number} {say(benchmark.title)}" for number, benchmark in benchmarks.items()]
    headers += [_("Achieved at least"), _("Achieved at most")]
    lines: list[list[Cell]] = []
    for each in standings:
        marks = each.claim.marks if each.claim else {}
        line: list[Cell] = [
            name_of(each.member.institution),
            name_of(each.member.institution.area),
            each.member.cohort,
            each.member.kind,
            say(each.edition.short_title) if each.edition else _("Not known"),
            each.claim.title if each.claim else _("Nothing submitted"),
        ]
        for number in benchmarks:
            mark = marks.get(number, NOT_KNOWN)
            score = "" if mark.scores is None else f" {span(*mark.scores)}"
            line.append(state(mark.status) + score)
        lines.append([*line, *(each.achieved or (_("Not known"), _("Not known")))])
    return Table("matrix", title, headers, lines, notes_on(each.edition for each in standings))


def distribution_table(title: str, found: Sequence[Distribution]) -> Table:
    """How many members have achieved how many benchmarks, over members and over all eligible."""
    headers = [
        _("Edition"),
        _("Benchmarks achieved"),
        _("Members"),
        _("% of members"),
        _("% of all eligible"),
    ]
    lines: list[list[Cell]] = []
    for each in found:
        name = say(each.edition.short_title)
        rows: list[tuple[str | int, int]] = [(step.achieved, step.members) for step in each.steps]
        rows += [
            (_("Not known: answers open"), each.open_ended),
            (_("Not known: nothing submitted"), each.silent),
        ]
        for label, count in rows:
            lines.append([name, label, count, _share(count, each.members), _share(count, each.eligible)])
        lines.append([name, _("Not known: not a member"), None, None, _share(each.outside, each.eligible)])
        lines.append([name, _("Mean over members"), range_of(each.mean), None, None])
        lines.append([name, _("Mean over all eligible"), range_of(each.mean_of_eligible), None, None])
    return Table("achieved", title, headers, lines, notes_on(each.edition for each in found))


def _share(count: int, of: int) -> float | None:
    """Per cent with one decimal; None where there is nobody."""
    return round(100 * count / of, 1) if of else None


def range_of(mean: Bounds | None) -> str:
    """A mean with one decimal, or the range it lies in; empty without one."""
    return "" if mean is None else decimals(mean)


def stuck_table(title: str, standing: Sequence[Standing], found: Sequence[StuckAt]) -> Table:
    """Criterion by criterion: how many members stand where."""
    headers = [_("Number"), _("Criterion"), _("Benchmark"), state(Status.ACHIEVED), state(Status.IN_PROGRESS)]
    headers += [state(Status.NOT_ACHIEVED), state(Status.NOT_KNOWN), _("Does not apply")]
    lines: list[list[Cell]] = [
        [
            each.criterion.id,
            say(each.criterion.text),
            say(each.benchmark.title),
            each.achieved,
            each.in_progress,
            each.not_achieved,
            each.not_known,
            each.left_out,
        ]
        for each in found
    ]
    return Table("stuck", title, headers, lines, notes_on(each.edition for each in standing))


def area_table(title: str, standings: Sequence[Standing], found: Sequence[AreaSum]) -> Table:
    """By area, members alone; the sums of results are empty where results may not stand side by side."""
    headers = [_("Area"), _("Institutions"), _("Submitted"), _("All achieved"), _("Mean achieved")]
    lines: list[list[Cell]] = [
        [name_of(each.area) or _("Not known"), each.members, each.submitted, each.at_all, range_of(each.mean)]
        for each in found
    ]
    return Table("areas", title, headers, lines, notes_on(each.edition for each in standings))


def places_table(title: str, standings: Sequence[Standing]) -> Table:
    """The map's institutions with their positions; empty where a position is not known."""
    headers = [_("Institution"), _("Area"), _("Latitude"), _("Longitude"), _("Return")]
    lines: list[list[Cell]] = [
        [
            name_of(each.member.institution),
            name_of(each.member.institution.area),
            each.member.institution.latitude,
            each.member.institution.longitude,
            each.claim.title if each.claim else _("Nothing submitted"),
        ]
        for each in standings
        if each.member.is_member
    ]
    return Table("map", title, headers, lines, notes_on(each.edition for each in standings))
