"""Files of evidence are served here and nowhere else, after asking who wants them."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from trigpoint.web.assessments.models import Evidence
from trigpoint.web.assessments.queries.evidence import find_evidence
from trigpoint.web.shared.access import needs


@needs("assessments.view_evidence", of=find_evidence)
@require_safe
def evidence_file(request: HttpRequest, evidence: Evidence) -> FileResponse:
    """Always a download under the name it came with; a browser never shows it as a page of ours."""
    if not evidence.file:
        raise Http404
    response = FileResponse(
        evidence.file.open("rb"),
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
