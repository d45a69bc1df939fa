"""Check and submit, sign, query and reply. Each button is one action; going twice does no harm."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from trigpoint.web.assessments.actions.drafts import discard_draft
from trigpoint.web.assessments.actions.reviews import note_submission, raise_query, reply_to_query
from trigpoint.web.assessments.actions.submissions import (
    revise_assessment,
    send_back,
    sign_assessment,
    submit_assessment,
    take_back,
)
from trigpoint.web.assessments.forms.remarks import RemarkForm
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.desk import lay_out
from trigpoint.web.assessments.views.overview import about
from trigpoint.web.shared.access import needs

# What the pressed button asks for: the permission, the action, whether it takes words, and what to say after.
STEPS: dict[str, tuple[str, Callable[..., Any], bool, Any]] = {
    "submit": ("submit", submit_assessment, False, ""),
    "take_back": ("submit", take_back, False, gettext_lazy("You can change it again.")),
    "revise": ("submit", revise_assessment, False, gettext_lazy("A new version, with the same answers.")),
    "discard": ("submit", discard_draft, False, gettext_lazy("Discarded.")),
    "sign": ("sign", sign_assessment, False, gettext_lazy("Signed and submitted.")),
    "send_back": ("sign", send_back, True, gettext_lazy("Sent back to the careers leader.")),
    "note": ("review", note_submission, True, gettext_lazy("Noted.")),
    "query": ("review", raise_query, True, gettext_lazy("The careers leader has your query.")),
    "reply": ("submit", reply_to_query, True, gettext_lazy("The hub has your reply.")),
}


@needs("assessments.submit", of=find_assessment)
@require_safe
def check(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """What is still open, before anything is sent."""
    if assessment.state != Assessment.State.DRAFT:
        return redirect("assessment", assessment.pk)
    context = about(request, assessment) | {"desk": lay_out(assessment)}
    return render(request, "assessments/check.html", context)


@needs("assessments.view_assessment", of=find_assessment)
@require_POST
def step(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Does what the pressed button says, if the person may."""
    if request.POST.get("do", "") not in STEPS:
        messages.error(
            request, _("Nothing was done: the page did not say what to do. Press the button again.")
        )
        return redirect("assessment", assessment.pk)
    permission, action, takes_words, said = STEPS[request.POST["do"]]
    if not request.user.has_perm(f"assessments.{permission}", assessment):
        raise PermissionDenied
    form = RemarkForm(request.POST)
    act = partial(action, assessment=assessment, by=request.user)
    try:
        if takes_words and not form.is_valid():
            raise ValidationError(_("Your words are longer than 4000 characters. Shorten them."))
        result = act(words=form.cleaned_data["words"]) if takes_words else act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if takes_words:
            request.session["unsent_words"] = {str(assessment.pk): request.POST.get("words", "")}
        return redirect("assessment", assessment.pk)
    messages.success(request, said or _said_of_submission(result))
    return _after(result, assessment)


def _after(result: Any, assessment: Assessment) -> HttpResponse:
    if assessment.pk is None:
        return redirect("assessments", assessment.institution_id)
    return redirect("assessment", result.pk if isinstance(result, Assessment) else assessment.pk)


def _said_of_submission(assessment: Assessment) -> str:
    if assessment.state == Assessment.State.TO_SIGN:
        return _("Waiting for the signature of the head or a governor. They have an email with the link.")
    return _("Submitted. Your hub can see it now; you can correct it by a new version.")
