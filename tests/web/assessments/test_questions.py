"""Answering, page by page."""

import pytest
from django.core.exceptions import ValidationError

from trigpoint.web.assessments.models import Answer, Assessment
from trigpoint.web.audit.models import Event

from .conftest import FULL, answer


def page(assessment, question):
    return f"/assessments/{assessment.pk}/questions/{question}/"


def seen(assessment, question):
    row = assessment.answers.filter(question_id=question).first()
    return f"{row.pk}.{row.version}" if row else ""


def test_journey_start_answer_submit_see(client, world):
    client.force_login(world.alice)
    begun = client.post(
        f"/institutions/{world.ash.pk}/assessments/start/",
        {"title": "Autumn term 2025", "as_of": "2025-12-31", "edition_id": "small-2024"},
    )
    assessment = Assessment.objects.get()
    assert begun.url == f"/assessments/{assessment.pk}/"
    assert "0 of 5 questions answered" in client.get(begun.url).text
    first = client.post(page(assessment, "1.1"), {"answer:1.1": "no", "seen:1.1": "", "do": "next"})
    assert first.url == page(assessment, "1.2")
    client.post(page(assessment, "1.2"), {"value/pupils:1.2": "yes", "value/parents:1.2": "no"})
    client.post(page(assessment, "2.1"), {"answer:2.1": "not_known"})
    cells = {
        f"value/{line}/{column}:2.2": "all" for line in ("colleges", "firms") for column in ("by11", "ever")
    }
    client.post(page(assessment, "2.2"), cells)
    last = client.post(page(assessment, "2.3"), {"numerator:2.3": "12", "denominator:2.3": "40"})
    assert last.url == f"/assessments/{assessment.pk}/check/"
    assert "1 answer is “not known yet”" in client.get(last.url).text
    sent = client.post(f"/assessments/{assessment.pk}/step/", {"do": "submit"}, follow=True)
    assessment.refresh_from_db()
    assert assessment.state == "submitted"
    assert (assessment.achieved_low, assessment.achieved_high, assessment.assessable) == (0, 1, 2)
    assert {r.benchmark_id: r.status for r in assessment.benchmark_results.all()} == {
        "1": "in_progress",
        "2": "not_known",
        "3": "unscored",
    }
    assert "0 to 1 of 2 achieved" in sent.text


def test_each_kind_is_stored_in_the_plain_form_of_the_engine(client, world, draft):
    client.force_login(world.alice)
    client.post(page(draft, "1.1"), {"answer:1.1": "yes", "note:1.1": "See the website"})
    client.post(
        page(draft, "1.1"), {"answer:1.1": "yes", "note:1.1": "See the website", "words:1.1.1": "Governors"}
    )
    client.post(page(draft, "1.2"), {"value/pupils:1.2": "yes"})
    client.post(page(draft, "2.2"), {"value/firms/ever:2.2": "few", "value/firms/by13:2.2": "all"})
    client.post(page(draft, "2.3"), {"numerator:2.3": "0", "denominator:2.3": "0"})
    stored = {row.question_id: (row.state, row.value, row.note) for row in draft.answers.all()}
    assert stored == {
        "1.1": ("answered", "yes", "See the website"),
        "1.1.1": ("answered", "Governors", ""),
        "1.2": ("answered", {"pupils": "yes"}, ""),
        # The column for Year 13 is not asked of a school that ends with Year 11.
        "2.2": ("answered", {"firms": {"ever": "few"}}, ""),
        "2.3": ("answered", {"numerator": 0, "denominator": 0}, ""),
    }


def test_conditional_question_appears_on_the_same_page_when_the_answer_asks_for_it(client, world, draft):
    client.force_login(world.alice)
    assert "1.1.1" not in client.get(page(draft, "1.1")).text
    opened = client.post(page(draft, "1.1"), {"answer:1.1": "yes"}, follow=True)
    assert opened.redirect_chain[-1][0] == page(draft, "1.1")
    assert "Who approved it?" in opened.text
    moved = client.post(
        page(draft, "1.1"), {"answer:1.1": "no", "seen:1.1": seen(draft, "1.1"), "words:1.1.1": "Nobody"}
    )
    assert moved.url == page(draft, "1.2")
    assert "Who approved it?" not in client.get(page(draft, "1.1")).text


def test_question_that_is_not_asked_leads_back_and_unknown_question_is_not_found(client, world, draft):
    client.force_login(world.alice)
    assert client.get(page(draft, "2.4")).url == f"/assessments/{draft.pk}/"
    assert client.get(page(draft, "9.9")).status_code == 404


@pytest.mark.parametrize(
    ("question", "sent", "error"),
    [
        ("2.1", {"answer:2.1": "not_applicable"}, "Say why this does not apply."),
        ("2.1", {"answer:2.1": "most"}, "“most” is not one of the answers to this question."),
        ("2.1", {"note:2.1": "Only a note"}, "to keep the note"),
        ("2.3", {"numerator:2.3": "4"}, "Give two whole numbers"),
        ("2.3", {"numerator:2.3": "four", "denominator:2.3": "5"}, "Give two whole numbers"),
        ("2.3", {"numerator:2.3": "6", "denominator:2.3": "5"}, "6 of 5 is more than all of them."),
        ("1.2", {"answer:1.2": "not_applicable", "value/pupils:1.2": "yes"}, "Keep one of the two."),
    ],
)
def test_bad_answer_is_not_stored_and_stays_in_the_form(client, world, draft, question, sent, error):
    client.force_login(world.alice)
    shown = client.post(page(draft, question), sent)
    assert (shown.status_code, draft.answers.count()) == (422, 0)
    assert error in shown.text
    assert "<title>Error:" in shown.text
    for value in sent.values():
        assert value in shown.text


@pytest.mark.parametrize(
    ("language", "question", "sent", "error"),
    [
        ("cy", "2.1", {"answer:2.1": "most"}, "Nid yw “most” yn un o&#x27;r atebion i&#x27;r cwestiwn hwn."),
        ("cy", "2.1", {"answer:2.1": "not_applicable"}, "Dywedwch pam nad yw hyn yn berthnasol."),
        (
            "zh-hant",
            "2.3",
            {"numerator:2.3": "6", "denominator:2.3": "x"},
            "請輸入兩個 0 或以上的整數：多少，以及總數多少。",
        ),
    ],
)
def test_bad_answer_is_told_in_the_language_of_the_page(
    client, world, draft, language, question, sent, error
):
    client.force_login(world.alice)
    client.cookies["django_language"] = language
    assert error in client.post(page(draft, question), sent).text


def test_rest_not_known_keeps_the_lines_that_are_answered(client, world, draft):
    client.force_login(world.alice)
    client.post(page(draft, "1.2"), {"answer:1.2": "not_known", "value/pupils:1.2": "yes"})
    assert draft.answers.get().value == {"pupils": "yes", "parents": "not_known"}


def test_answer_in_part_is_not_counted_as_done(client, world, draft):
    client.force_login(world.alice)
    client.post(page(draft, "1.2"), {"value/pupils:1.2": "yes"})
    assert "0 of 5 questions answered" in client.get(f"/assessments/{draft.pk}/").text


def test_sending_a_form_twice_changes_nothing_the_second_time(client, world, draft):
    client.force_login(world.alice)
    for _ in range(2):
        client.post(page(draft, "2.1"), {"answer:2.1": "few", "seen:2.1": ""})
    assert draft.answers.get().version == 1
    assert Event.objects.filter(action="assessments.answer").count() == 1


def test_two_people_at_once_see_both_answers_and_choose(client, world, draft):
    answer(draft, {"2.1": "few"}, by=world.bob)
    client.force_login(world.alice)
    met = client.post(page(draft, "2.1"), {"answer:2.1": "all", "note:2.1": "Counted today", "seen:2.1": ""})
    assert met.status_code == 409
    assert f"{world.bob.name} answered question 2.1" in met.text
    assert "A few, 1 to 99%" in met.text
    assert 'value="all" checked' in met.text
    assert "Counted today" in met.text
    assert draft.answers.get().value == "few"
    client.post(
        page(draft, "2.1"), {"answer:2.1": "all", "note:2.1": "Counted today", "seen:2.1": seen(draft, "2.1")}
    )
    assert draft.answers.get().value == "all"
    before = (
        Event.objects.filter(action="assessments.answer").latest("pk").details["answers"]["2.1"]["before"]
    )
    assert before["value"] == "few"


def test_two_people_with_the_same_answer_do_not_cross(client, world, draft):
    answer(draft, {"2.1": "few"}, by=world.bob)
    client.force_login(world.alice)
    assert client.post(page(draft, "2.1"), {"answer:2.1": "few", "seen:2.1": ""}).status_code == 302


def test_answer_given_again_after_it_was_taken_away_is_another_answer(client, world, draft):
    answer(draft, {"2.3": {"numerator": 1, "denominator": 2}}, by=world.bob)
    stale = seen(draft, "2.3")
    client.force_login(world.bob)
    client.post(page(draft, "2.3"), {"numerator:2.3": "", "denominator:2.3": "", "seen:2.3": stale})
    assert draft.answers.count() == 0
    answer(draft, {"2.3": {"numerator": 2, "denominator": 2}}, by=world.bob)
    client.force_login(world.alice)
    crossed = client.post(
        page(draft, "2.3"), {"numerator:2.3": "1", "denominator:2.3": "9", "seen:2.3": stale}
    )
    assert crossed.status_code == 409


def test_autosave_says_when_and_gives_the_new_stamp(client, world, draft):
    client.force_login(world.alice)
    saved = client.post(page(draft, "2.1"), {"answer:2.1": "few", "seen:2.1": "", "do": "autosave"}).json()
    assert saved["stamps"] == {"seen:2.1": seen(draft, "2.1")}
    assert "1 of 5 answered" in saved["saved"]


def test_autosave_that_meets_another_answer_keeps_theirs_and_says_so(client, world, draft):
    answer(draft, {"2.1": "few"}, by=world.bob)
    client.force_login(world.alice)
    met = client.post(page(draft, "2.1"), {"answer:2.1": "all", "seen:2.1": "", "do": "autosave"})
    assert met.status_code == 409
    assert met.json()["stamps"] == {}  # with the stamp of the other answer the next save would overwrite it
    assert draft.answers.get().value == "few"


def test_submitted_answers_cannot_be_changed(client, world, claim):
    client.force_login(world.alice)
    sent = client.post(page(claim, "2.1"), {"answer:2.1": "none"})
    assert sent.url == f"/assessments/{claim.pk}/"
    assert claim.answers.get(question_id="2.1").value == "all"


def test_resume_where_left(client, world, draft):
    answer(draft, {name: FULL[name] for name in ("1.1", "1.1.1", "1.2")}, by=world.alice)
    client.force_login(world.alice)
    shown = client.get(f"/assessments/{draft.pk}/").text
    assert "Go on with question 2.1" in shown
    assert f'href="{page(draft, "2.1")}"' in shown


def test_last_time_is_shown(client, world, claim):
    from datetime import date

    from trigpoint.web.assessments.actions.drafts import start_assessment

    spring = start_assessment(
        institution=world.ash,
        edition_id="small-2024",
        as_of=date(2026, 3, 31),
        title="Spring",
        by=world.alice,
    )
    client.force_login(world.alice)
    shown = client.get(page(spring, "2.1")).text
    assert "Last time" in shown
    assert "All, 100%" in shown


@pytest.mark.parametrize("who", ["olga", "hana"])
def test_others_cannot_answer(client, world, draft, who):
    client.force_login(getattr(world, who))
    assert client.post(page(draft, "2.1"), {"answer:2.1": "all"}).status_code == 403
    assert Answer.objects.count() == 0


def test_anonymous_visitor_signs_in_first(client, draft):
    assert client.get(page(draft, "2.1")).url.startswith("/account/login/")


@pytest.mark.parametrize("where", ["questions/2.2/", "questions/1.1/", ""])
def test_queries_do_not_grow_with_the_answers(client, world, draft, where, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(world.alice)
    address = f"/assessments/{draft.pk}/{where}"
    answer(draft, {"2.1": "few"}, by=world.alice)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    answer(draft, FULL, by=world.bob)
    with django_assert_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("values", [{"2.1": "most"}, {"9.9": "all"}, {"1.2": {"teachers": "yes"}}])
def test_action_refuses_what_does_not_fit_whoever_calls_it(world, draft, values):
    with pytest.raises(ValidationError):
        answer(draft, values, by=world.alice)
    assert Answer.objects.count() == 0


def test_hub_lead_reads_no_draft(client, world, draft):
    client.force_login(world.hana)
    assert client.get(f"/assessments/{draft.pk}/").status_code == 403
