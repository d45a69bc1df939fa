"""The tables that an institution keeps or exports: who was on roll, what took place, who was there."""

from __future__ import annotations

from trigpoint.engine.datasets.columns import Column, Table, Type
from trigpoint.engine.datasets.words import (
    DESTINATION_KINDS,
    ENROLMENT_KINDS,
    KINDS,
    MEANINGFUL_TESTS,
    NOT_KNOWN,
    PARTNER_KINDS,
    PARTNER_SIZES,
    RECORDS,
    STATES,
)

_INSTITUTION = Column(
    "institution", Type.KEY, "the institution's own number, as in the table of institutions"
)
_PUPIL = Column("pupil", Type.KEY, "the pupil's number within the institution")


def _yes_no(name: str, about: str) -> Column:
    return Column(name, Type.YES_NO, about, empty=NOT_KNOWN)


INSTITUTIONS = Table(
    "institutions",
    "schools, colleges and training providers",
    (
        _INSTITUTION,
        Column("name", Type.WORD, "its name", empty="the number stands for it"),
        Column("kind", Type.WORD, "its kind, in the words of the editions", empty=NOT_KNOWN),
        Column("area", Type.KEY, "its local authority or district", empty=NOT_KNOWN),
        Column("hub", Type.KEY, "the hub it is a member of", empty="of none, or not known"),
    ),
    key=("institution",),
)
PUPILS = Table(
    "pupils",
    "people on roll, and what is known of them",
    (
        _INSTITUTION,
        _PUPIL,
        Column(
            "person", Type.KEY, "one key for a person across institutions", empty="history stays where it is"
        ),
        Column("born_on", Type.DATE, "date of birth", empty=NOT_KNOWN),
        Column("gender", Type.WORD, "as the institution records it", empty=NOT_KNOWN),
        _yes_no("free_meals", "eligible for free school meals"),
        _yes_no("special_needs", "has special educational needs"),
        _yes_no("care_plan", "has an education, health and care plan"),
        _yes_no("additional_language", "speaks another first language than that of teaching"),
        _yes_no("looked_after", "is looked after by a local authority"),
        _yes_no("considers_higher", "considers applying to higher education"),
    ),
    key=("institution", "pupil"),
    needed=True,
)
ENROLMENTS = Table(
    "enrolments",
    "who was on roll, in which year group, from when to when",
    (
        _INSTITUTION,
        _PUPIL,
        Column("started_on", Type.DATE, "first day on roll in this year group"),
        Column("ended_on", Type.DATE, "last day on roll in this year group", empty="still on roll"),
        Column("year_group", Type.WORD, "in the words of the edition", empty=NOT_KNOWN),
        Column("kind", Type.WORD, "counted here or elsewhere", empty="main", one_of=ENROLMENT_KINDS),
        Column(
            "programme_started_on", Type.DATE, "first day of the programme of study", empty="no programme"
        ),
        Column("programme_ends_on", Type.DATE, "last day of the programme of study", empty="no programme"),
    ),
    key=("institution", "pupil", "started_on"),
    needed=True,
)
COVERAGE = Table(
    "coverage",
    "from when to when an institution's records of a kind are complete, so that no record means it did not happen",
    (
        _INSTITUTION,
        Column("records", Type.WORD, "the kind of record", one_of=RECORDS),
        Column("from_on", Type.DATE, "first day"),
        Column("to_on", Type.DATE, "last day", empty="until today"),
    ),
    key=("institution", "records", "from_on"),
)
ACTIVITIES = Table(
    "activities",
    "what took place or is planned",
    (
        _INSTITUTION,
        Column("activity", Type.KEY, "its number within the institution"),
        Column("kind", Type.WORD, "what it was", one_of=KINDS),
        Column("held_on", Type.DATE, "its day; the first, of several", empty=NOT_KNOWN),
        Column("minutes", Type.WHOLE, "how long it lasted for one pupil, in minutes", empty=NOT_KNOWN),
        Column("partner", Type.KEY, "who was met", empty=NOT_KNOWN),
        Column("partner_kind", Type.WORD, "what kind of partner", empty=NOT_KNOWN, one_of=PARTNER_KINDS),
        Column("partner_size", Type.WORD, "how large an employer", empty=NOT_KNOWN, one_of=PARTNER_SIZES),
        Column("sector", Type.WORD, "the partner's sector", empty=NOT_KNOWN),
        Column("subject", Type.WORD, "the subject it belonged to", empty="to none"),
        Column(
            "level", Type.WHOLE, "1 seeing, 2 taking part, 3 building skills with a mentor", empty=NOT_KNOWN
        ),
        Column("adviser_level", Type.WHOLE, "the adviser's level of qualification", empty=NOT_KNOWN),
        _yes_no("in_school_day", "within the ordinary school day"),
        _yes_no("in_curriculum_area", "through the learner's own curriculum area"),
        _yes_no("debriefed", "talked over afterwards with each pupil"),
        *(
            _yes_no(test, f"the test of a meaningful encounter: {test.replace('_', ' ')}")
            for test in MEANINGFUL_TESTS
        ),
    ),
    key=("institution", "activity"),
)
PARTICIPATIONS = Table(
    "participations",
    "which pupil was asked to which activity, and came or not",
    (
        _INSTITUTION,
        _PUPIL,
        Column("activity", Type.KEY, "the activity"),
        Column("state", Type.WORD, "planned, present or absent", empty="unmarked: not known", one_of=STATES),
    ),
    key=("institution", "pupil", "activity"),
)
DESTINATIONS = Table(
    "destinations",
    "where a leaver meant to go, was offered a place, or was found at a check",
    (
        _INSTITUTION,
        _PUPIL,
        Column("left_on", Type.DATE, "last day of the stage that was left"),
        Column("kind", Type.WORD, "intended, offered or actual", one_of=DESTINATION_KINDS),
        Column("checked_on", Type.DATE, "the day it was true"),
        Column("category", Type.WORD, "in the words of the jurisdiction", empty="looked for and not found"),
    ),
    key=("institution", "pupil", "left_on", "kind", "checked_on"),
)
STAFF = Table(
    "staff",
    "people who work there, by the part they have in careers work",
    (
        _INSTITUTION,
        Column("staff", Type.KEY, "their number within the institution"),
        Column("role", Type.WORD, "careers_leader, careers_team, adviser, teacher, support"),
        _yes_no("trained", "has had initial training for the role"),
        Column("from_on", Type.DATE, "first day in the role", empty="since before the records"),
        Column("to_on", Type.DATE, "last day in the role", empty="still in it"),
    ),
    key=("institution", "staff", "role"),
)
STAFF_TRAINING = Table(
    "staff_training",
    "training, briefings and development of staff",
    (
        _INSTITUTION,
        Column("staff", Type.KEY, "who took part"),
        Column("held_on", Type.DATE, "the day"),
        Column("kind", Type.WORD, "training, briefing or induction"),
    ),
    key=("institution", "staff", "held_on", "kind"),
)
DOCUMENTS = Table(
    "documents",
    "dated documents and pages, with an owner and a second person's check",
    (
        _INSTITUTION,
        Column("document", Type.KEY, "its number within the institution"),
        Column("kind", Type.WORD, "what it shows, in the words of the rules"),
        Column("dated_on", Type.DATE, "the day it was made or last reviewed"),
        Column("valid_until", Type.DATE, "the last day it holds", empty="until it is replaced"),
        Column("owner", Type.WORD, "who answers for it", empty="nobody: it does not count yet"),
        Column(
            "checked_by",
            Type.WORD,
            "who looked at it besides the owner",
            empty="nobody: it does not count yet",
        ),
    ),
    key=("institution", "document"),
)
SUBJECT_LINKS = Table(
    "subject_links",
    "in which subject and year group lessons link to careers",
    (
        _INSTITUTION,
        Column("subject", Type.WORD, "the subject"),
        Column("year_group", Type.WORD, "the year group"),
        Column("planned_on", Type.DATE, "a day of the school year it is planned for"),
        _yes_no("linked", "is it linked?"),
    ),
    key=("institution", "subject", "year_group", "planned_on"),
)
OPENING_BALANCES = Table(
    "opening_balances",
    "what an institution attests of cohorts from before its records",
    (
        _INSTITUTION,
        Column("rule", Type.KEY, "the rule it answers"),
        Column("cohort", Type.WHOLE, "the calendar year in which the cohort's school year began"),
        Column("pupils", Type.WHOLE, "how many there were"),
        Column("met", Type.WHOLE, "how many of them met it"),
        Column("attested_by", Type.WORD, "who says so"),
    ),
    key=("institution", "rule", "cohort"),
)
TABLES = (
    INSTITUTIONS,
    PUPILS,
    ENROLMENTS,
    COVERAGE,
    ACTIVITIES,
    PARTICIPATIONS,
    DESTINATIONS,
    STAFF,
    STAFF_TRAINING,
    DOCUMENTS,
    SUBJECT_LINKS,
    OPENING_BALANCES,
)
"""In the order in which they are checked: each names only rows of tables before it."""
