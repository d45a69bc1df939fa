"""Official results of the past, as they were shown elsewhere: a percentage for each benchmark and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import packaged_edition
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import record_on
from trigpoint.web.assessments.actions.results import store_statuses
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.audit.recording import Actor
from trigpoint.web.organisations.models import Institution


@transaction.atomic
def enter_past_results(
    *,
    institution: Institution,
    edition_id: str,
    as_of: date,
    title: str,
    source_name: str,
    percents: Mapping[str, int | None],
    by: Actor,
) -> Assessment:
    """Keeps results from elsewhere, by benchmark id, in whole percent; None for a benchmark whose result is not known.

    Entering others for the same date and edition supersedes what was there; entering the same again changes nothing.
    Undo: `withdraw_past_results`.
    """
    edition = packaged_edition(edition_id)
    Institution.objects.select_for_update().get(pk=institution.pk)
    same = institution.assessments.filter(
        site=None, edition_id=edition_id, as_of=as_of, origin=Assessment.Origin.ELSEWHERE
    )
    before = same.order_by("-version").first()
    asked = [benchmark.id for benchmark in edition.benchmarks if benchmark.awaiting is None]
    given = {benchmark_id: percents.get(benchmark_id) for benchmark_id in asked}
    if before and _holds(before, title, source_name, given):
        return before
    if before:
        before.state = Assessment.State.SUPERSEDED
        before.save(update_fields=["state"])
    entered = Assessment.objects.create(
        institution=institution,
        edition_id=edition_id,
        title=title,
        as_of=as_of,
        state=Assessment.State.SUBMITTED,
        origin=Assessment.Origin.ELSEWHERE,
        source_name=source_name,
        version=before.version + 1 if before else 1,
        supersedes=before,
        started_by=by if isinstance(by, User) else None,
        submitted_by=by if isinstance(by, User) else None,
        submitted_at=timezone.now(),
    )
    statuses = {
        benchmark_id: _status(percent, edition.scoring.achieved_at) for benchmark_id, percent in given.items()
    }
    achieved = sum(status is Status.ACHIEVED for status in statuses.values())
    unknown = sum(status is Status.NOT_KNOWN for status in statuses.values())
    store_statuses(entered, statuses, bounds=(achieved, achieved + unknown, len(asked)), scores=given)
    record_on(entered, "enter_past_results", by=by, details={"source": source_name, "percents": given})
    return entered


@transaction.atomic
def withdraw_past_results(*, assessment: Assessment, by: Actor) -> None:
    """Takes results from elsewhere out of the history, where they were entered by mistake. The row stays.

    Undo: `enter_past_results` again.
    """
    if assessment.origin != Assessment.Origin.ELSEWHERE:
        raise ValidationError(
            _("Only results that were entered from elsewhere can be withdrawn."), code="origin"
        )
    assessment.state = Assessment.State.SUPERSEDED
    assessment.save(update_fields=["state"])
    record_on(assessment, "withdraw_past_results", by=by)


def _holds(assessment: Assessment, title: str, source_name: str, given: Mapping[str, int | None]) -> bool:
    """Does it say the very same, and does it count? Results that were withdrawn do not."""
    held = dict(assessment.benchmark_results.values_list("benchmark_id", "score_low"))
    said = (assessment.state, assessment.title, assessment.source_name, held)
    return said == (Assessment.State.SUBMITTED, title, source_name, given)


def _status(percent: int | None, achieved_at: int) -> Status:
    if percent is None:
        return Status.NOT_KNOWN
    if percent >= achieved_at:
        return Status.ACHIEVED
    return Status.IN_PROGRESS if percent > 0 else Status.NOT_ACHIEVED
