"""Handing questions over: choosing which, taking them back, and the pages of whoever holds the link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.engine.scoring.asking import Page
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.handovers import (
    finish_handover,
    hand_over,
    send_handover_again,
    take_back_handover,
)
from trigpoint.web.assessments.forms.handovers import HandOverForm
from trigpoint.web.assessments.models import Assessment, Handover
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.desk import Desk, lay_out
from trigpoint.web.assessments.queries.handovers import find_handover, read_handover
from trigpoint.web.assessments.views.answering import (
    autosave,
    forms_of,
    page_title,
    parts_of,
    save_forms,
)
from trigpoint.web.assessments.views.overview import about
from trigpoint.web.audit.recording import LinkHolder
from trigpoint.web.shared.access import needs, signed_link


@needs("assessments.hand_over", of=find_assessment)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_questions(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Whole benchmarks at once; single questions are handed over on their own page."""
    desk = lay_out(assessment)
    form = HandOverForm(request.POST or None, institution=assessment.institution, prefix="hand")
    chosen = request.POST.getlist("benchmark")
    questions = [
        question.id
        for page in desk.progress.pages
        for question in page.questions
        if page.benchmark.id in chosen
    ]
    if request.method == "POST" and form.is_valid() and questions:
        data = form.cleaned_data
        try:
            hand_over(
                assessment=assessment,
                question_ids=questions,
                to_name=data["name"],
                to_email=data["email"],
                to_user=data.get("to_user"),
                due_on=data["due_on"],
                message=data["message"],
                by=request.user,
            )
            text = _("Handed to %(name)s. The link goes out by email.")
            messages.success(request, text % {"name": data["name"]})
            return redirect("assessment", assessment.pk)
        except ValidationError as error:
            form.add_error(None, error)
    if request.method == "POST" and form.is_valid() and not questions:
        form.add_error(None, _("Choose at least one benchmark to hand over."))
    context = about(request, assessment) | {"desk": desk, "form": form, "chosen": chosen}
    return render(request, "assessments/hand_over.html", context)


@needs("assessments.change_handover", of=find_handover)
@require_POST
def change_handover(request: HttpRequest, handover: Handover) -> HttpResponse:
    try:
        if request.POST.get("do") == "again":
            send_handover_again(handover=handover, by=request.user)
            messages.success(request, _("A new link is on its way; the old one no longer works."))
        else:
            take_back_handover(handover=handover, by=request.user)
            messages.success(
                request, _("Taken back. The link no longer works; answers that were given stay.")
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("assessment", handover.assessment_id)


@never_cache
@signed_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str, question_id: str = "") -> HttpResponse:
    """The questions behind a link; with `question_id` the page of one. Shows nothing else of the assessment."""
    try:
        handover = read_handover(token)
    except ValidationError as error:
        return render(request, "assessments/link/dead.html", {"why": " ".join(error.messages)}, status=410)
    desk = lay_out(handover.assessment)
    pages = pages_handed(handover, desk)
    holder = _holder(request, handover)
    if not question_id:
        if request.method == "POST":
            finish_handover(handover=handover, by=holder)
            return redirect("answer", token)
        return render(
            request, "assessments/link/list.html", _of_link(handover, desk, token) | {"pages": pages}
        )
    page = next((each for each in pages if question_id in {question.id for question in each.questions}), None)
    if page is None:
        raise Http404
    return _page_by_link(request, handover, desk, page, token)


def pages_handed(handover: Handover, desk: Desk) -> list[Page]:
    """The pages as asked now, with those questions only that were handed over."""
    handed = set(handover.question_ids)
    found = []
    for page in desk.progress.pages:
        mine = tuple(question for question in page.questions if question.id in handed)
        if mine:
            found.append(Page(page.benchmark, mine))
    return found


def _page_by_link(
    request: HttpRequest, handover: Handover, desk: Desk, page: Page, token: str
) -> HttpResponse:
    holder = _holder(request, handover)
    forms = forms_of(desk, page, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and request.POST.get("do") == "autosave":
        return autosave(forms, desk, by=holder, quiet=True)
    if request.method == "POST":
        try:
            if save_forms(forms, handover.assessment, by=holder):
                return _next_by_link(handover, page, token)
        except ValidationError as error:
            return render(
                request, "assessments/link/dead.html", {"why": " ".join(error.messages)}, status=410
            )
        status = 409 if any(form.conflict for form in forms) else 422
    context = _of_link(handover, desk, token) | {
        "page": page,
        "parts": parts_of(desk, forms, reader=holder),
        "single": len(forms) == 1,
        "page_title": page_title(page),
        "last_question": page.questions[-1].id,
        "failed": any(form.errors for form in forms),
        "conflict": any(form.conflict for form in forms),
        "own_conflict": any(form.own_conflict for form in forms),
    }
    return render(request, "assessments/link/question.html", context, status=status)


def _next_by_link(handover: Handover, page: Page, token: str) -> HttpResponse:
    pages = pages_handed(handover, lay_out(handover.assessment))
    ids = [each.id for each in pages]
    place = ids.index(page.id) + 1 if page.id in ids else len(ids)
    return redirect("answer-question", token, ids[place]) if place < len(ids) else redirect("answer", token)


def _holder(request: HttpRequest, handover: Handover) -> User | LinkHolder:
    """The person with the account it was handed to, if signed in; otherwise whoever holds the link."""
    user = request.user
    return user if isinstance(user, User) and user == handover.to_user else LinkHolder(handover.to_name)


def _of_link(handover: Handover, desk: Desk, token: str) -> dict:
    return {
        "handover": handover,
        "assessment": handover.assessment,
        "asker": handover.assessment.institution,
        "desk": desk,
        "token": token,
    }
