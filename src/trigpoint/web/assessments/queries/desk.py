"""Everything that a page of questions needs, read in a number of queries that does not grow with the questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.asking import Asked
from trigpoint.web.assessments.models import Answer, Assessment
from trigpoint.web.assessments.queries.assessments import given_in, last_time, rows_of
from trigpoint.web.assessments.queries.editions import edition_of, profile_of
from trigpoint.web.assessments.queries.progress import Progress, progress_of


@dataclass(frozen=True)
class Desk:
    """An assessment as it lies on the table: edition, what is stored, how far it is, and what was said last time."""

    assessment: Assessment
    edition: Edition
    asked: Asked
    rows: dict[str, Answer]
    progress: Progress
    before: Assessment | None
    rows_before: dict[str, Answer]

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last saved, if that was today; an hour says nothing of another day."""
        newest = max((row.answered_at for row in self.rows.values()), default=None)
        today = newest is not None and timezone.localdate(newest) == timezone.localdate()
        return newest if today else None

    @property
    def carried(self) -> list[Answer]:
        """Answers brought along from before that nobody has looked at since."""
        return [row for row in self.rows.values() if row.unchanged_since or row.carried_from_edition]


def lay_out(assessment: Assessment, *, with_last_time: bool = False) -> Desk:
    """Reads an assessment; with last time's answers only where they are shown."""
    edition, asked = edition_of(assessment), profile_of(assessment.institution)
    rows = rows_of(assessment)
    before = last_time(assessment) if with_last_time else None
    rows_before = rows_of(before) if before else {}
    progress = progress_of(edition, asked, given_in(rows))
    return Desk(assessment, edition, asked, rows, progress, before, rows_before)
