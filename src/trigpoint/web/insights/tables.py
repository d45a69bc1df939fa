"""The figures of each picture as a table for a file."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.web.insights.downloads import Table
from trigpoint.web.insights.queries.returns import Claim
from trigpoint.web.insights.queries.standings import profile
from trigpoint.web.insights.templatetags.figures import bounds, earned, span
from trigpoint.web.organisations.models import Institution
from trigpoint.web.shared.templatetags.look import STATES
from trigpoint.web.shared.wording import wording


def notes_on(edition: Edition, *dated: Claim) -> list[str]:
    """Edition, policy statement and date, as they stand above every file."""
    notes = [wording(edition.title).words, wording(edition.policies.statement).words]
    return notes + [f"{claim.assessment.title}, {date_format(claim.assessment.as_of)}" for claim in dated]


def institution_table(institution: Institution, claim: Claim, claims: list[Claim]) -> Table:
    rows = []
    for row in profile(institution, claim, claims):
        words: list[str | int | None] = [
            row.benchmark.id,
            wording(row.benchmark.title).words,
            str(STATES[row.status][2]),
        ]
        if claim.edition.policies.scored.allowed:
            result, before = row.result, row.before
            words += [
                span(result.score_low, result.score_high) if result else None,
                earned(row.sum) if row.sum else None,
                row.sum.of if row.sum else None,
                span(before.score_low, before.score_high) if before else None,
                bounds(row.hub) if row.hub else None,
            ]
        rows.append(words)
    headers = [_("Number"), _("Benchmark"), _("Claimed")]
    if claim.edition.policies.scored.allowed:
        headers += [_("Score"), _("Credit"), _("Areas"), _("Score last time"), _("Mean score of the hub")]
    return Table(str(institution), notes_on(claim.edition, claim), headers, rows)
