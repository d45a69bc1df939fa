"""Evidence of criteria."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from trigpoint.web.assessments.models import Assessment, Evidence


def find_evidence(pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.select_related("assessment__institution"), pk=pk)


def evidence_for(assessment: Assessment, criterion_ids: Sequence[str]) -> QuerySet[Evidence]:
    """What shows these criteria, with what was removed, so that it can be put back."""
    return assessment.evidence.filter(criterion_id__in=criterion_ids)
