"""Answering questions. Two people may answer one question at once: the second is told and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from trigpoint.engine.scoring.answers import Answer as Given
from trigpoint.engine.scoring.answers import check_answer
from trigpoint.engine.scoring.mistakes import WORDINGS
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.drafts import record_on, refuse_unless_draft
from trigpoint.web.assessments.models import Answer, Assessment
from trigpoint.web.assessments.queries.editions import edition_of
from trigpoint.web.audit.recording import Actor
from trigpoint.web.shared.mistakes import say


@dataclass(frozen=True)
class Entry:
    """What somebody entered for a question. `seen` is the stamp of the stored answer that they saw ("" for none, and
    None where nobody looked at a page); an `answer` of None leaves the question unanswered."""

    answer: Given | None
    note: str = ""
    seen: str | None = None


def stamp(row: Answer | None) -> str:
    """Tells one stored answer from what replaces it, also after it was taken away and given again."""
    return f"{row.pk}.{row.version}" if row else ""


@transaction.atomic
def save_answers(
    *, assessment: Assessment, entries: Mapping[str, Entry], by: Actor, touch: bool = True
) -> list[Answer]:
    """Stores entries by question id; returns the stored answers that stood in the way.

    Where the question has been answered since (`seen` is not the stored stamp, and the stored answer is a different
    one), by somebody else or by the same person in another window, the stored answer stays, the entry is not
    stored, and the stored one is returned so that the page can show both. Entering what is stored already changes
    nothing, so a form may be sent twice. With `touch`, an answer that was carried forward counts as looked at.
    ValidationError when the assessment is no draft, or an answer does not fit its question.
    Undo: answer again; the event keeps what was there before.
    """
    refuse_unless_draft(assessment)
    _refuse_unfit(assessment, entries)
    rows = {row.question_id: row for row in assessment.answers.filter(question_id__in=entries)}
    conflicts: list[Answer] = []
    changes: dict[str, Any] = {}
    for question_id, entry in entries.items():
        row = rows.get(question_id)
        if row and _same(row, entry):
            if touch and (row.unchanged_since or row.carried_from_edition):
                _confirm(row, by)
                changes[question_id] = {"confirmed": True}
        elif row and _crosses(row, entry, by):
            conflicts.append(row)
        elif row or entry.answer:
            changes[question_id] = {"before": _plain(row), "after": _entered(entry)}
            _store(assessment, question_id, row, entry, by)
    if changes:
        record_on(assessment, "answer", by=by, details={"answers": changes})
    return conflicts


def _refuse_unfit(assessment: Assessment, entries: Mapping[str, Entry]) -> None:
    """The form has said what is wrong before; this holds for every other way in."""
    edition = edition_of(assessment)
    questions = {question.id: question for _benchmark, question in edition.questions()}
    for question_id, entry in entries.items():
        if question_id not in questions:
            raise ValidationError(
                _("This edition has no question %(id)s.") % {"id": question_id}, code="question"
            )
        if entry.answer and (wrong := check_answer(edition, questions[question_id], entry.answer)):
            said = [f"{question_id}: {say(WORDINGS, mistake)}" for mistake in wrong]
            raise ValidationError(said, code="unfit")


def _same(row: Answer, entry: Entry) -> bool:
    return _plain(row) == _entered(entry)


def _plain(row: Answer | None) -> dict[str, Any] | None:
    return {"state": row.state, "value": row.value, "reason": row.reason, "note": row.note} if row else None


def _entered(entry: Entry) -> dict[str, Any] | None:
    if entry.answer is None:
        return None
    return {
        "state": entry.answer.state.value,
        "value": entry.answer.value,
        "reason": entry.answer.reason,
        "note": entry.note,
    }


def _crosses(row: Answer, entry: Entry, by: Actor) -> bool:
    """Was the stored answer given after the page was read? Without a page, one's own answer is simply replaced."""
    return not is_by(row, by) if entry.seen is None else entry.seen != stamp(row)


def is_by(row: Answer, by: Actor) -> bool:
    """Did this person give the stored answer? Holders of a link are told apart by name."""
    if isinstance(by, User):
        return row.answered_by_id == by.pk
    return row.answered_by_id is None and row.answered_by_name == by.name


def _store(assessment: Assessment, question_id: str, row: Answer | None, entry: Entry, by: Actor) -> None:
    values = _entered(entry)
    if values is None:
        if row:
            row.delete()
        return
    row = row or Answer(assessment=assessment, question_id=question_id, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    _confirm(row, by)


def _confirm(row: Answer, by: Actor) -> None:
    row.answered_by = by if isinstance(by, User) else None
    row.answered_by_name = by.name
    row.unchanged_since = None
    row.carried_from_edition = ""
    row.version += 1
    row.save()
