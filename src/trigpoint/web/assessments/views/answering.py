"""Answering a page of questions, for people with an account and for those who hold a link."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trigpoint.engine.scoring.asking import Page
from trigpoint.web.assessments.actions.answers import is_by, save_answers, stamp
from trigpoint.web.assessments.forms.answers import QuestionForm
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.desk import Desk, lay_out
from trigpoint.web.assessments.queries.words import Said, answer_in_words
from trigpoint.web.audit.recording import Actor
from trigpoint.web.shared.wording import wording


def forms_of(desk: Desk, page: Page, data: Any = None) -> list[QuestionForm]:
    """A form for each question of a page, filled from what was sent or from what is stored."""
    return [
        QuestionForm(desk.edition, desk.asked, question, desk.rows.get(question.id), data)
        for question in page.questions
    ]


def save_forms(forms: list[QuestionForm], assessment: Assessment, *, by: Actor, touch: bool = True) -> bool:
    """Saves every form that can be saved; False when one has an error or was answered elsewhere meanwhile."""
    entries = {form.question.id: form.entry for form in forms if form.entry}
    met = {
        row.question_id: row
        for row in save_answers(assessment=assessment, entries=entries, by=by, touch=touch)
    }
    for form in forms:
        if row := met.get(form.question.id):
            # The next press of the button is made knowing of the other answer.
            form.conflict, form.row, form.seen = row, row, stamp(row)
            form.own_conflict = is_by(row, by)
    return not met and not any(form.errors for form in forms)


def autosave(forms: list[QuestionForm], desk: Desk, *, by: Actor, quiet: bool = False) -> JsonResponse:
    """What the small script gets: when it was saved and the new stamps, or why it was not. `quiet` says nothing of
    the rest of the assessment, for those who hold a link to a part of it."""
    try:
        saved = save_forms(forms, desk.assessment, by=by, touch=False)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=409)
    after = lay_out(desk.assessment)
    stamps = {form.seen_name: stamp(after.rows.get(form.question.id)) for form in forms if not form.conflict}
    if crossed := next((form for form in forms if form.conflict), None):
        if crossed.own_conflict:
            text = _("You answered this in another window. Press “Save and go on” to see both answers.")
        else:
            text = _("%(name)s answered this at the same time. Press “Save and go on” to see both answers.")
        problem = text % {"name": crossed.conflict.answered_by_name if crossed.conflict else ""}
        return JsonResponse({"problem": problem, "stamps": stamps}, status=409)
    if not saved:
        problem = " ".join(error for form in forms for error in form.errors)
        return JsonResponse(
            {"problem": _("Not saved yet. %(why)s") % {"why": problem}, "stamps": stamps}, status=422
        )
    at = date_format(timezone.localtime(), "H:i")
    if quiet:
        return JsonResponse({"saved": _("Saved at %(time)s.") % {"time": at}, "stamps": stamps})
    text = _("Saved at %(time)s. %(done)s of %(asked)s answered. Nothing is sent until you submit.")
    said = text % {"time": at, "done": after.progress.done, "asked": after.progress.asked}
    return JsonResponse({"saved": said, "stamps": stamps})


def parts_of(desk: Desk, forms: list[QuestionForm], *, reader: Actor) -> list[dict[str, Any]]:
    """What the template shows of each question: its form, last time's answer, and both answers in a conflict."""
    return [
        {
            "form": form,
            "question": form.question,
            "before": _words(desk, form, desk.rows_before.get(form.question.id)),
            "row_before": desk.rows_before.get(form.question.id),
            "theirs": _words(desk, form, form.conflict),
            "by_another": form.row is not None
            and bool(form.row.answered_by_name)
            and not is_by(form.row, reader),
        }
        for form in forms
    ]


def page_title(page: Page) -> str:
    """For the window's title, which cannot say in which language its words are."""
    if len(page.questions) == 1:
        return f"{page.id} {wording(page.questions[0].text).words}"
    return f"{page.benchmark.id} {wording(page.benchmark.title).words}"


def _words(desk: Desk, form: QuestionForm, row: Any) -> list[Said]:
    return answer_in_words(desk.edition, form.question, row)
