"""What stands beside a question and is sent with the same form: evidence, and handing it to a colleague."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trigpoint.engine.scoring.asking import Page
from trigpoint.web.assessments.actions.evidence import (
    add_file,
    add_link,
    put_back_evidence,
    remove_evidence,
)
from trigpoint.web.assessments.actions.handovers import hand_over
from trigpoint.web.assessments.forms.evidence import EvidenceForm
from trigpoint.web.assessments.forms.handovers import HandOverForm
from trigpoint.web.assessments.models import Assessment


def change_evidence(request: HttpRequest, assessment: Assessment) -> None:
    """Removes a piece of evidence or puts one back, as the pressed button says."""
    for do, action in (("remove", remove_evidence), ("put_back", put_back_evidence)):
        pk = request.POST.get(do, "")
        if pk.isdecimal() and (evidence := assessment.evidence.filter(pk=pk).first()):
            action(evidence=evidence, by=request.user)


def add_evidence(request: HttpRequest, assessment: Assessment, form: EvidenceForm) -> bool:
    """Keeps the file and the link that were given, if any; False, with the reason in the form, when one is bad."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    whose = {"assessment": assessment, "criterion_id": form.criterion, "by": request.user}
    try:
        if file := data["file"]:
            add_file(**whose, title=data["title"], file=file.file, name=file.name, size=file.size)
    except ValidationError as error:
        form.add_error("file", error)
        return False
    if data["address"]:
        add_link(**whose, title="" if file else data["title"], address=data["address"])
    return True


def hand_over_page(request: HttpRequest, assessment: Assessment, page: Page, form: HandOverForm) -> bool:
    """Hands the questions of the page over, where that button was pressed; False when the form has an error."""
    if not form.is_bound:
        return True
    if not request.user.has_perm("assessments.hand_over", assessment):
        messages.error(request, _("Only the careers leader hands questions over."))
        return True
    if not form.is_valid():
        return False
    data = form.cleaned_data
    hand_over(
        assessment=assessment,
        question_ids=[question.id for question in page.questions],
        to_name=data["name"],
        to_email=data["email"],
        to_user=data.get("to_user"),
        due_on=data["due_on"],
        message=data["message"],
        by=request.user,
    )
    messages.success(request, _("Handed to %(name)s. The link goes out by email.") % {"name": data["name"]})
    return True
