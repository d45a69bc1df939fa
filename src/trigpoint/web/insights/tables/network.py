"""The figures of a network's pictures as tables for files."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trigpoint.jobs.interchange.downloads import Cell, Table
from trigpoint.web.insights.queries.networks import Comparison, HubInNetwork
from trigpoint.web.insights.tables.many import range_of
from trigpoint.web.insights.tables.notes import notes_on, say
from trigpoint.web.organisations.queries.names import name_of


def reach_table(title: str, hubs: Sequence[HubInNetwork]) -> Table:
    """Members of all eligible, at the beginning of each school year and today."""
    headers = [_("Hub"), _("On"), _("Members"), _("Eligible"), _("% of eligible")]
    lines: list[list[Cell]] = [
        [
            name_of(each.hub),
            reach.on.isoformat(),
            reach.members,
            reach.eligible,
            round(100 * reach.members / reach.eligible, 1) if reach.eligible else None,
        ]
        for each in hubs
        for reach in each.growth
    ]
    return Table("reach", title, headers, lines, notes_on(()))


def comparison_table(title: str, found: Sequence[Comparison]) -> Table:
    """Hubs by edition: shares and means as claimed, ranges where something is not known."""
    headers = [_("Edition"), _("Hub"), _("Members"), _("Nothing submitted"), _("All achieved")]
    headers += [_("Mean over members"), _("Mean over all eligible")]
    lines: list[list[Cell]] = [
        [
            say(comparison.edition.short_title),
            name_of(hub),
            each.members,
            each.silent,
            each.all_of_them.members,
            range_of(each.mean),
            range_of(each.mean_of_eligible),
        ]
        for comparison in found
        for hub, each in comparison.rows
    ]
    return Table("hubs", title, headers, lines, notes_on(each.edition for each in found))
