"""Entering official results of the past, and taking them out again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.web.assessments.actions.past_results import enter_past_results, withdraw_past_results
from trigpoint.web.assessments.forms.past_results import PastResultsForm
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.editions import editions_of_kind
from trigpoint.web.organisations.models import Institution
from trigpoint.web.organisations.queries.places import find_institution
from trigpoint.web.shared.access import needs


@needs("assessments.enter_past_results", of=find_institution)
@require_http_methods(["GET", "HEAD", "POST"])
def past_results(request: HttpRequest, institution: Institution) -> HttpResponse:
    """One edition at a time; the one that was chosen, or the newest made for the institution."""
    editions = [each for each in editions_of_kind(institution) if each.policies.scored.allowed]
    wanted = request.GET.get("edition", "")
    edition = next((each for each in editions if each.id == wanted), editions[0] if editions else None)
    form = (
        PastResultsForm(request.POST or None, edition=edition, initial={"source_name": "Compass"})
        if edition
        else None
    )
    if form and edition and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        enter_past_results(
            institution=institution,
            edition_id=edition.id,
            as_of=data["as_of"],
            title=data["title"],
            source_name=data["source_name"],
            percents=data["percents"],
            by=request.user,
        )
        messages.success(request, _("Entered. They stand in the history as claimed, from where you said."))
        return redirect("assessments", institution.pk)
    context = {
        "institution": institution,
        "here": "assessment",
        "form": form,
        "editions": editions,
        "edition": edition,
    }
    return render(request, "assessments/past_results.html", context)


@needs("assessments.withdraw", of=find_assessment)
@require_POST
def withdraw(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    try:
        withdraw_past_results(assessment=assessment, by=request.user)
        messages.success(request, _("Taken out of the history."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("assessments", assessment.institution_id)
