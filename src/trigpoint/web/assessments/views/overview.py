"""One assessment at a glance: what is still to do while it is a draft, what came of it once it is submitted."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.web.assessments.models import Assessment, Evidence
from trigpoint.web.assessments.queries.assessments import find_assessment
from trigpoint.web.assessments.queries.desk import Desk, lay_out
from trigpoint.web.assessments.queries.editions import edition_of
from trigpoint.web.assessments.queries.handovers import handovers_of
from trigpoint.web.assessments.queries.remarks import remarks_of
from trigpoint.web.assessments.queries.words import answer_in_words
from trigpoint.web.shared.access import needs


@needs("assessments.view_assessment", of=find_assessment)
@require_safe
def overview(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    inside = request.user.has_perm("assessments.view_inside", assessment)
    answered = assessment.origin == Assessment.Origin.ANSWERED
    context = about(request, assessment) | {
        "desk": lay_out(assessment) if answered else None,
        "handovers": handovers_of(assessment) if inside else [],
        "remarks": remarks_of(assessment),
        "results": results_of(assessment),
    }
    return render(request, "assessments/overview.html", context)


@needs("assessments.view_assessment", of=find_assessment)
@require_safe
def print_out(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Every answer in the order of the questions, to key it in elsewhere or to read it on paper."""
    desk = lay_out(assessment)
    context = about(request, assessment) | {"desk": desk}
    evidence = assessment.evidence.filter(removed_at=None) if context["may"]["view_inside"] else []
    context["benchmarks"] = answers_by_benchmark(desk, evidence)
    return render(request, "assessments/print.html", context)


def about(request: HttpRequest, assessment: Assessment) -> dict:
    """What every page of an assessment says and offers."""
    may = {
        name: request.user.has_perm(f"assessments.{name}", assessment)
        for name in ("view_inside", "answer", "hand_over", "submit", "sign", "review")
    }
    return {
        "assessment": assessment,
        "institution": assessment.institution,
        "edition": edition_of(assessment),
        "here": "assessment",
        "may": may,
        "is_draft": assessment.state == Assessment.State.DRAFT,
        "to_sign": assessment.state == Assessment.State.TO_SIGN,
        "is_claim": assessment.state in Assessment.LOCKED,
        "following": getattr(assessment, "superseded_by", None),
        # Words that could not be sent, so that nobody writes them twice.
        "unsent": request.session.pop("unsent_words", {}).get(str(assessment.pk), ""),
    }


def results_of(assessment: Assessment) -> list[dict]:
    """Benchmarks in the order of the edition with what was worked out; nothing before submission."""
    found = {result.benchmark_id: result for result in assessment.benchmark_results.all()}
    if not found:
        return []
    edition = edition_of(assessment)
    return [{"benchmark": each, "result": found.get(each.id)} for each in edition.benchmarks]


def answers_by_benchmark(desk: Desk, evidence: Iterable[Evidence]) -> list[dict]:
    """Benchmarks with their questions as asked, each answer in words, and the evidence of their criteria."""
    kept = list(evidence)
    shown = [(page.benchmark, question) for page in desk.progress.pages for question in page.questions]
    return [
        {
            "benchmark": benchmark,
            "evidence": [
                each
                for each in kept
                if each.criterion_id in {criterion.id for criterion in benchmark.criteria}
            ],
            "answers": [
                {
                    "question": question,
                    "row": desk.rows.get(question.id),
                    "said": answer_in_words(desk.edition, question, desk.rows.get(question.id)),
                }
                for each, question in shown
                if each is benchmark
            ],
        }
        for benchmark in desk.edition.benchmarks
    ]
