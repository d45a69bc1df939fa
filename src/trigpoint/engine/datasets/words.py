"""The lists of words that cells of the evidence tables choose from."""

from __future__ import annotations

NOT_KNOWN = "not known"

MEANINGFUL_TESTS = (
    "purpose_shared",
    "outcomes_fitted",
    "two_way",
    "range_of_people",
    "task_done",
    "employer_feedback",
    "provider_information",
    "learning_described",
    "reflection",
)
"""What can make an encounter a meaningful one; a rule names those it asks for."""

KINDS_BY_RECORD = {
    "employers": (
        "employer_talk",
        "careers_fair",
        "mock_interview",
        "mentoring",
        "enterprise_challenge",
        "alumni_talk",
        "part_time_work",
    ),
    "workplaces": ("workplace_visit", "job_shadowing", "work_experience", "virtual_work_experience"),
    "providers": ("provider_talk", "provider_visit", "provider_fair", "provider_access"),
    "guidance": ("guidance_meeting", "group_guidance", "plan_review"),
    "information": ("information_lesson", "information_research"),
    "curriculum": ("curriculum_lesson", "co_creation", "student_feedback"),
}
"""Kinds of activity by the kind of record they are. Coverage is told by kind of record: it is complete or not."""

RECORD_OF_KIND = {kind: record for record, kinds in KINDS_BY_RECORD.items() for kind in kinds}
RECORDS = (*KINDS_BY_RECORD, "destinations", "staff", "subjects")
KINDS = tuple(RECORD_OF_KIND)

STATES = ("planned", "present", "absent", "unmarked")
PARTNER_KINDS = (
    "employer",
    "self_employed",
    "sixth_form",
    "college",
    "university",
    "training_provider",
)
PARTNER_SIZES = ("micro", "small", "medium", "large")
DESTINATION_KINDS = ("intended", "offered", "actual")
ENROLMENT_KINDS = ("main", "subsidiary")
