"""Bringing answers along from an earlier assessment of the same edition, or from another edition."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from trigpoint.web.assessments.actions.drafts import carry_over, copy_answers
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.carrying import preview_in_words
from trigpoint.web.assessments.queries.starting import earlier_answers
from trigpoint.web.assessments.views.overview import about
from trigpoint.web.shared.access import needs


@needs("assessments.submit", of=find_assessment)
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    sources = [each for each in earlier_answers(assessment.institution) if each.pk != assessment.pk]
    wanted = request.POST.get("source") or request.GET.get("source") or ""
    source = next((each for each in sources if str(each.pk) == wanted), None)
    if request.method == "POST" and source:
        try:
            same = source.edition_id == assessment.edition_id
            bring = copy_answers if same else carry_over
            count = bring(assessment=assessment, source=source, by=request.user)
            text = ngettext("%(count)s answer brought along.", "%(count)s answers brought along.", count)
            messages.success(request, text % {"count": count})
            return redirect("assessment", assessment.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    context = about(request, assessment) | {
        "sources": sources,
        "source": source,
        "preview": preview_in_words(assessment, source) if source else None,
    }
    return render(request, "assessments/carry.html", context)
