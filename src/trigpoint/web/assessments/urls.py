"""Addresses of this app."""

from django.urls import path

from trigpoint.web.assessments.views import (
    campaigns,
    carrying,
    evidence,
    handovers,
    overview,
    past_results,
    questions,
    sites,
    starting,
    submissions,
)

urlpatterns = [
    path("hubs/<slug:slug>/campaigns/", campaigns.list_campaigns, name="campaigns"),
    path("hubs/<slug:slug>/campaigns/new/", campaigns.new_campaign, name="campaign-new"),
    path("campaigns/<int:pk>/", campaigns.show_campaign, name="campaign"),
    path("campaigns/<int:pk>/remind/", campaigns.remind, name="campaign-remind"),
    path("campaigns/<int:pk>/change/", campaigns.change_campaign, name="campaign-change"),
    path("institutions/<int:pk>/assessments/", starting.assessments, name="assessments"),
    path("institutions/<int:pk>/assessments/start/", starting.start, name="assessment-start"),
    path("institutions/<int:pk>/assessments/past/", past_results.past_results, name="past-results"),
    path("institutions/<int:pk>/assessments/sites/", sites.sites, name="assessment-sites"),
    path("assessments/<int:pk>/", overview.overview, name="assessment"),
    path("assessments/<int:pk>/questions/<str:question_id>/", questions.question, name="question"),
    path("assessments/<int:pk>/check/", submissions.check, name="assessment-check"),
    path("assessments/<int:pk>/step/", submissions.step, name="assessment-step"),
    path("assessments/<int:pk>/print/", overview.print_out, name="assessment-print"),
    path("assessments/<int:pk>/carry/", carrying.carry, name="assessment-carry"),
    path("assessments/<int:pk>/withdraw/", past_results.withdraw, name="assessment-withdraw"),
    path("assessments/<int:pk>/hand-over/", handovers.hand_over_questions, name="assessment-hand-over"),
    path("hand-overs/<int:pk>/", handovers.change_handover, name="handover-change"),
    path("evidence/<int:pk>/", evidence.evidence_file, name="evidence-file"),
    path("answer/<str:token>/", handovers.answer_by_link, name="answer"),
    path("answer/<str:token>/<str:question_id>/", handovers.answer_by_link, name="answer-question"),
]
