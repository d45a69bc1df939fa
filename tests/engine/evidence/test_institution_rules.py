"""Documents, staff and subjects: what an institution shows, and what is not known of it."""

from datetime import date
from fractions import Fraction

import pytest

from trigpoint.engine.evidence.outcomes import Counts
from trigpoint.engine.evidence.reference_evaluator.institutions import evaluate_institution
from trigpoint.engine.evidence.rule_model.rules import DocumentRule, StaffRule, SubjectRule
from trigpoint.engine.evidence.school_years import Calendar, View
from trigpoint.engine.vocabulary.standings import Status

AS_OF = date(2026, 3, 1)
CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))


def shown(rule, **tables):
    records = {name: [{"institution": "A", **row} for row in rows] for name, rows in tables.items()}
    return evaluate_institution(
        rule, records, "A", as_of=AS_OF, calendar=CALENDAR, view=View.this_so_far(AS_OF, CALENDAR)
    )


def document(dated_on, **more):
    return {"kind": "plan", "dated_on": dated_on, "owner": "Mair", "checked_by": "Ruth", **more}


@pytest.mark.parametrize(
    ("documents", "status"),
    [
        ([], Status.NOT_KNOWN),
        ([document(date(2025, 9, 1))], Status.ACHIEVED),
        ([document(date(2025, 3, 1))], Status.ACHIEVED),
        ([document(date(2025, 2, 28))], Status.NOT_ACHIEVED),
        ([document(date(2025, 9, 1), valid_until=date(2026, 3, 1))], Status.ACHIEVED),
        ([document(date(2025, 9, 1), valid_until=date(2026, 2, 28))], Status.NOT_ACHIEVED),
        ([document(date(2025, 9, 1), checked_by=None)], Status.NOT_KNOWN),
        ([document(date(2025, 9, 1), owner=None)], Status.NOT_KNOWN),
        ([document(date(2026, 3, 2))], Status.NOT_KNOWN),
        ([document(date(2024, 9, 1)), document(date(2025, 9, 1))], Status.ACHIEVED),
    ],
)
def test_a_document_shows_it_while_it_holds_and_a_second_person_checked_it(documents, status):
    assert shown(DocumentRule("plan", "1.5", ("plan",), months=12), documents=documents).status is status


TRAINED = StaffRule("trained", "2.7b", ("careers_team",), share=Fraction(1, 2))
YEARLY = StaffRule("yearly", "2.7a", ("careers_team",), kinds=("training",), share=Fraction(1))


def team(*trained):
    return [{"staff": str(n), "role": "careers_team", "trained": each} for n, each in enumerate(trained)]


@pytest.mark.parametrize(
    ("staff", "status"),
    [
        (team(True, False), Status.ACHIEVED),
        (team(True, False, False), Status.IN_PROGRESS),
        (team(True, False, None), Status.NOT_KNOWN),
        (team(), Status.NOT_APPLICABLE),
    ],
)
def test_half_of_the_team_is_trained(staff, status):
    assert shown(TRAINED, staff=staff).status is status


def test_no_training_within_the_year_is_not_met_only_where_records_are_complete():
    staff = team(True, True)
    taken = [{"staff": "0", "kind": "training", "held_on": date(2025, 6, 1)}]
    assert shown(YEARLY, staff=staff, staff_training=taken).counts == Counts(met=1, not_met=0, not_known=1)
    covered = [{"records": "staff", "from_on": date(2020, 1, 1)}]
    found = shown(YEARLY, staff=staff, staff_training=taken, coverage=covered)
    assert (found.counts, found.status) == (Counts(met=1, not_met=1, not_known=0), Status.IN_PROGRESS)


def test_training_a_year_ago_to_the_day_has_run_out():
    taken = [{"staff": "0", "kind": "training", "held_on": date(2025, 3, 1)}]
    assert shown(YEARLY, staff=team(True), staff_training=taken).counts.met == 0


def test_subjects_count_in_year_groups_that_have_pupils():
    rule = SubjectRule("all", "4.1", ("Y7", "Y8"), ("english", "maths"), share=Fraction(1))
    enrolments = [{"pupil": "1", "started_on": date(2025, 9, 1), "year_group": "Y7"}]
    links = [
        {"subject": "english", "year_group": "Y7", "planned_on": date(2025, 10, 1), "linked": True},
        {"subject": "maths", "year_group": "Y7", "planned_on": date(2024, 10, 1), "linked": True},
    ]
    assert shown(rule, enrolments=enrolments, subject_links=links).counts == Counts(1, 0, 1)
    covered = [{"records": "subjects", "from_on": date(2025, 9, 1)}]
    found = shown(rule, enrolments=enrolments, subject_links=links, coverage=covered)
    assert (found.counts, found.status) == (Counts(1, 1, 0), Status.IN_PROGRESS)


def test_two_subjects_are_enough_where_two_are_asked():
    rule = SubjectRule("two", "7.2b", ("S4",), ("art", "music", "drama"), n=2)
    enrolments = [{"pupil": "1", "started_on": date(2025, 9, 1), "year_group": "S4"}]
    links = [
        {"subject": each, "year_group": "S4", "planned_on": date(2025, 10, 1), "linked": True}
        for each in ("art", "drama")
    ]
    assert shown(rule, enrolments=enrolments, subject_links=links).status is Status.ACHIEVED
    assert shown(rule, enrolments=enrolments, subject_links=links[:1]).status is Status.NOT_KNOWN
