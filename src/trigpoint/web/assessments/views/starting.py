"""An institution's assessments, and starting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.forms.starting import StartForm
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import assessments_seen_by, is_own_person
from trigpoint.web.assessments.queries.handovers import handed_to
from trigpoint.web.assessments.queries.starting import earlier_answers, occasion_for
from trigpoint.web.organisations.models import Institution
from trigpoint.web.organisations.queries.places import find_institution
from trigpoint.web.shared.access import needs

PAGE = 30


@needs("organisations.view_institution", of=find_institution)
@require_safe
def assessments(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Newest first, with results from elsewhere among them."""
    seen = assessments_seen_by(request.user, institution).exclude(state=Assessment.State.SUPERSEDED)
    today = timezone.localdate()
    may_start = request.user.has_perm("assessments.start", institution)
    drafts = seen.filter(state=Assessment.State.DRAFT, origin=Assessment.Origin.ANSWERED)
    context = {
        "institution": institution,
        "here": "assessment",
        "page": Paginator(seen, PAGE).get_page(request.GET.get("page")),
        "query": "",
        "may_start": may_start,
        "drafts": drafts if is_own_person(request.user, institution) else [],
        "may_enter": request.user.has_perm("assessments.enter_past_results", institution),
        "occasion": occasion_for(institution, today=today) if may_start else None,
        "waiting": handed_to(request.user, institution),
        "has_sites": institution.sites.exists(),
    }
    return render(request, "assessments/list.html", context)


@needs("assessments.start", of=find_institution)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, institution: Institution) -> HttpResponse:
    occasion = occasion_for(institution, today=timezone.localdate())
    earlier = earlier_answers(institution)
    first = occasion.editions[0].id if occasion.editions else ""
    usual = {
        "title": occasion.title,
        "as_of": occasion.as_of,
        "edition_id": first,
        "copy_from": next((claim.pk for claim in earlier if claim.edition_id == first), None),
    }
    form = StartForm(
        request.POST or None, institution=institution, occasion=occasion, earlier=earlier, initial=usual
    )
    if request.method == "POST" and form.is_valid():
        on_campaign = occasion.campaign and form.cleaned_data["as_of"] == occasion.campaign.as_of
        started = start_assessment(
            institution=institution,
            campaign=occasion.campaign if on_campaign else None,
            **form.cleaned_data,
            by=request.user,
        )
        if started.state == Assessment.State.DRAFT:
            messages.success(request, _("Started. Answers are saved as you give them."))
        else:
            messages.info(request, _("There is one for this day already. Here it is."))
        return redirect("assessment", started.pk)
    context = {
        "institution": institution,
        "here": "assessment",
        "form": form,
        "occasion": occasion,
        "other_editions": [claim for claim in earlier if claim.edition_id not in form.editions],
    }
    return render(request, "assessments/start.html", context)
