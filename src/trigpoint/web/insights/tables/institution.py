"""The figures of one institution's pictures as tables for files."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.interchange.downloads import Cell, Table
from trigpoint.web.insights.queries.claims import Claim
from trigpoint.web.insights.queries.comparators import National
from trigpoint.web.insights.queries.standings import CriterionRow, HistoryRow, ProfileRow
from trigpoint.web.insights.tables.notes import notes_on, say, state
from trigpoint.web.insights.templatetags.figures import bounds, earned, span
from trigpoint.web.organisations.models import Institution
from trigpoint.web.organisations.queries.names import name_of


def profile_table(institution: Institution, claim: Claim, rows: Sequence[ProfileRow]) -> Table:
    """Benchmark by benchmark: now, last time, the hub; scores only where the edition gives them."""
    scored = claim.edition.policies.scored.allowed
    headers = [_("Number"), _("Benchmark"), _("Claimed"), _("Recorded"), _("Reviewed"), _("Last time")]
    if scored:
        headers += [_("Score"), _("Credit"), _("Areas"), _("Score last time"), _("Mean score of the hub")]
    lines: list[list[Cell]] = []
    for row in rows:
        before = state(row.before.status) if row.before else ""
        unknown = _("Not known")
        line: list[Cell] = [row.benchmark.id, say(row.benchmark.title), state(row.status)]
        line += [unknown, unknown, before]
        if scored:
            line += _scores(row)
        lines.append(line)
    date = date_format(claim.as_of, "DATE_FORMAT")
    notes = notes_on([claim.edition], (_("Return"), claim.title), (_("As of"), date))
    return Table(
        "profile",
        _("%(name)s: benchmark by benchmark") % {"name": name_of(institution)},
        headers,
        lines,
        notes,
    )


def _scores(row: ProfileRow) -> list[Cell]:
    return [
        span(row.result.score_low, row.result.score_high) if row.result else None,
        earned(row.sum) if row.sum else None,
        row.sum.of if row.sum else None,
        span(row.before.score_low, row.before.score_high) if row.before else None,
        bounds(row.hub) if row.hub else None,
    ]


def criteria_table(institution: Institution, claim: Claim, rows: Sequence[CriterionRow]) -> Table:
    """Criterion by criterion; credit only where the edition gives scores."""
    scored = claim.edition.policies.scored.allowed
    headers = [_("Number"), _("Criterion"), _("Claimed")]
    if scored:
        headers += [_("Credit"), _("Areas")]
    lines: list[list[Cell]] = []
    for row in rows:
        line: list[Cell] = [row.criterion.id, say(row.criterion.text), state(row.status)]
        if scored:
            line += [earned(row.sum), row.sum.of] if row.sum else [None, None]
        lines.append(line)
    notes = notes_on([claim.edition], (_("Return"), claim.title))
    return Table(
        "criteria",
        _("%(name)s: criterion by criterion") % {"name": name_of(institution)},
        headers,
        lines,
        notes,
    )


def nation_table(institution: Institution, national: National) -> Table:
    """Published shares of institutions beside what this one claimed on the same edition, then published means."""
    headers = [_("Number"), _("Benchmark"), _("% of institutions"), _("Year"), _("Claimed"), _("Source")]
    lines: list[list[Cell]] = [
        [
            row.benchmark.id,
            say(row.benchmark.title),
            float(row.share.achieved),
            row.share.year,
            state(row.result.status if row.result else Status.NOT_KNOWN),
            row.share.address,
        ]
        for row in national.rows
    ]
    lines += [
        [None, title, None, row.when, f"{float(row.value):g}", row.address] for title, row in national.means
    ]
    notes = notes_on([national.edition], (_("Share of"), national.population))
    return Table("nation", _("%(name)s: the nation") % {"name": name_of(institution)}, headers, lines, notes)


def history_table(institution: Institution, rows: Sequence[HistoryRow]) -> Table:
    """Return by return, newest first; the edition is named in each row, for no break can be drawn in a file."""
    headers = [
        _("Return"),
        _("As of"),
        _("Edition"),
        _("Reported by"),
        _("Benchmark"),
        _("Claimed"),
        _("Score"),
    ]
    lines: list[list[Cell]] = []
    claims = [row for row in rows if row.claim]
    for row in claims:
        assert row.claim
        start: list[Cell] = [row.claim.title, row.claim.as_of.isoformat()]
        start += [say(row.claim.edition.short_title), row.claim.source_name or _("answered here")]
        for benchmark, result in row.statuses:
            if result is not None:
                score = "" if result.score_low is None else span(result.score_low, result.score_high)
                lines.append([*start, benchmark.id, state(result.status), score])
    notes = notes_on([row.claim.edition for row in claims if row.claim])
    return Table("history", _("%(name)s: history") % {"name": name_of(institution)}, headers, lines, notes)
