"""The question page: one question, or a few that belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trigpoint.engine.scoring.asking import Page
from trigpoint.web.assessments.forms.answers import QuestionForm
from trigpoint.web.assessments.forms.evidence import EvidenceForm
from trigpoint.web.assessments.forms.handovers import HandOverForm
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.desk import Desk, lay_out
from trigpoint.web.assessments.queries.evidence import evidence_for
from trigpoint.web.assessments.queries.handovers import handovers_of
from trigpoint.web.assessments.queries.remarks import remarks_naming
from trigpoint.web.assessments.views.answering import (
    autosave,
    forms_of,
    page_title,
    parts_of,
    save_forms,
)
from trigpoint.web.assessments.views.beside import add_evidence, change_evidence, hand_over_page
from trigpoint.web.assessments.views.signed_out import keeps_what_was_sent, take_back_kept
from trigpoint.web.shared.access import needs


@dataclass(frozen=True)
class AskedQuestion:
    """What the permission is asked about: the assessment; the question only says where in it."""

    assessment: Assessment
    question_id: str


def asked_question(pk: int, question_id: str) -> AskedQuestion:
    return AskedQuestion(find_assessment(pk), question_id)


# Never cached: going back shows the answer as it is stored now, with its stamp.
@never_cache
@keeps_what_was_sent
@needs("assessments.answer_question", of=asked_question)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, subject: AskedQuestion) -> HttpResponse:
    desk = lay_out(subject.assessment, with_last_time=True)
    page = desk.progress.page_of(subject.question_id)
    if subject.assessment.state != Assessment.State.DRAFT or page is None:
        return _not_here(request, desk, subject.question_id)
    if request.method != "POST":
        kept = take_back_kept(request)
        forms = forms_of(desk, page, kept)
        return _show(request, desk, page, forms, _beside(desk, page, kept), unsaved=kept is not None)
    forms = forms_of(desk, page, request.POST)
    if request.POST.get("do") == "autosave":
        return autosave(forms, desk, by=request.user)
    return _save(request, desk, page, forms)


@dataclass(frozen=True)
class Beside:
    """The forms that stand below the question."""

    evidence: EvidenceForm
    hand_over: HandOverForm


def _beside(desk: Desk, page: Page, kept: Mapping[str, str] | None) -> Beside:
    """Empty forms, or with what somebody had begun to write in them when their session ended."""

    def begun(prefix: str) -> dict[str, str]:
        start = f"{prefix}-"
        return {
            name.removeprefix(start): text
            for name, text in (kept or {}).items()
            if name.startswith(start) and text
        }

    return Beside(
        EvidenceForm(criteria=_criteria(page), prefix="evidence", initial=begun("evidence")),
        HandOverForm(institution=desk.assessment.institution, prefix="hand", initial=begun("hand")),
    )


def _save(request: HttpRequest, desk: Desk, page: Page, forms: list[QuestionForm]) -> HttpResponse:
    """Answers first, so that a bad file or address never costs one. Then what stands beside them."""
    assessment = desk.assessment
    evidence = EvidenceForm(request.POST, request.FILES, criteria=_criteria(page), prefix="evidence")
    hand_over = HandOverForm(
        request.POST if request.POST.get("do") == "hand_over" else None,
        institution=assessment.institution,
        prefix="hand",
    )
    try:
        saved = save_forms(forms, assessment, by=request.user)
        change_evidence(request, assessment)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _show(request, desk, page, forms, Beside(evidence, hand_over), status=409)
    added = add_evidence(request, assessment, evidence)
    handed = hand_over_page(request, assessment, page, hand_over)
    if not (saved and added and handed):
        status = 409 if any(form.conflict for form in forms) else 422
        return _show(
            request,
            lay_out(assessment, with_last_time=True),
            page,
            forms,
            Beside(evidence, hand_over),
            status,
        )
    return _go_on(request, assessment, page)


def _go_on(request: HttpRequest, assessment: Assessment, page: Page) -> HttpResponse:
    """Where the pressed button leads. An answer may have opened or closed questions, so it is worked out anew."""
    do = request.POST.get("do", "")
    here = reverse("question", args=[assessment.pk, page.id])
    if do == "stop":
        messages.success(request, _("Saved. Go on when you like: nothing is sent until you submit."))
        return redirect("assessment", assessment.pk)
    if do in {"evidence", "hand_over"} or request.POST.get("remove") or request.POST.get("put_back"):
        return redirect(here)
    progress = lay_out(assessment).progress
    still = progress.page_of(page.id)
    opened = [each for each in still.questions if each not in page.questions] if still else []
    if opened:
        messages.info(request, _("Your answer opens one more question on this page."))
        return redirect(here)
    following = progress.beside(still, 1) if still else None
    if following:
        return redirect("question", assessment.pk, following.id)
    return redirect("assessment-check", assessment.pk)


def _criteria(page: Page) -> list:
    wanted = {criterion for question in page.questions for criterion in question.criteria}
    return [criterion for criterion in page.benchmark.criteria if criterion.id in wanted]


def _not_here(request: HttpRequest, desk: Desk, question_id: str) -> HttpResponse:
    """A locked assessment, or a question that is not asked as things stand; another one does not exist at all."""
    if question_id not in {question.id for _benchmark, question in desk.edition.questions()}:
        raise Http404
    if desk.assessment.state != Assessment.State.DRAFT:
        text = _(
            "This assessment is submitted, so its answers are locked. Start a new version to correct it."
        )
        if request.POST.get("do") == "autosave":
            return JsonResponse({"problem": text}, status=409)
        if words := _words_sent(request):
            text = " ".join(
                [text, _("What you wrote is not saved; copy it from here: “%(words)s”") % {"words": words}]
            )
    else:
        text = _("That question is not asked, because of another answer.")
    messages.info(request, text)
    return redirect("assessment", desk.assessment.pk)


def _words_sent(request: HttpRequest) -> str:
    """What somebody typed while another person submitted; what they chose is one click and needs no keeping."""
    typed = ("note:", "reason:", "words:")
    return " / ".join(text for name, text in request.POST.items() if name.startswith(typed) and text.strip())


def _show(
    request: HttpRequest,
    desk: Desk,
    page: Page,
    forms: list[QuestionForm],
    beside: Beside,
    status: int = 200,
    *,
    unsaved: bool = False,
) -> HttpResponse:
    progress, assessment = desk.progress, desk.assessment
    context = {
        "assessment": assessment,
        "institution": assessment.institution,
        "here": "assessment",
        "desk": desk,
        "page": page,
        "parts": parts_of(desk, forms, reader=request.user),
        "single": len(forms) == 1,
        "page_title": page_title(page),
        "last_question": page.questions[-1].id,
        "failed": any(form.errors for form in forms),
        "conflict": any(form.conflict for form in forms),
        "unsaved": unsaved,
        "own_conflict": any(form.own_conflict for form in forms),
        "back": progress.beside(page, -1),
        "criteria": _criteria(page),
        "evidence": evidence_for(assessment, [criterion.id for criterion in _criteria(page)]),
        "evidence_form": beside.evidence,
        "hand_over_form": beside.hand_over,
        "may_submit": request.user.has_perm("assessments.submit", assessment),
        "may_hand_over": request.user.has_perm("assessments.hand_over", assessment),
        "handovers": handovers_of(assessment, {question.id for question in page.questions}),
        "remarks": remarks_naming(assessment, [question.id for question in page.questions]),
    }
    return render(request, "assessments/question.html", context, status=status)
