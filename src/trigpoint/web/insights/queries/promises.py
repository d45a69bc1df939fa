"""What an institution still owes: answers to queries, questions handed to colleagues, a signature."""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.web.assessments.models import Assessment, Handover, Remark
from trigpoint.web.organisations.models import Institution


@dataclass(frozen=True)
class Promises:
    """What somebody still owes: queries to answer, questions handed to colleagues, a signature."""

    queries: list[Remark]
    handovers: list[Handover]
    to_sign: list[Assessment]


def promises_of(institution: Institution) -> Promises:
    mine = Assessment.objects.filter(institution=institution)
    queried = mine.filter(state=Assessment.State.QUERIED)
    return Promises(
        queries=list(
            Remark.objects.filter(assessment__in=queried, kind=Remark.Kind.QUERY).select_related("assessment")
        ),
        handovers=list(
            Handover.objects.filter(
                assessment__in=mine,
                assessment__state=Assessment.State.DRAFT,
                revoked_at=None,
                finished_at=None,
            ).select_related("assessment")
        ),
        to_sign=list(mine.filter(state=Assessment.State.TO_SIGN).select_related("institution")),
    )
