"""Answers that arrive after the session has ended, and one person in two windows: nothing goes in silence."""

import pytest

from trigpoint.web.assessments.actions.reviews import raise_query
from trigpoint.web.assessments.actions.submissions import revise_assessment
from trigpoint.web.assessments.queries.remarks import remarks_naming

from .conftest import answer
from .test_questions import page, seen


def test_autosave_says_that_the_person_is_signed_out(client, draft):
    refused = client.post(page(draft, "2.1"), {"answer:2.1": "all", "do": "autosave"})
    assert refused.status_code == 401
    assert "Not saved: you are signed out." in refused.json()["problem"]
    assert draft.answers.count() == 0


def test_what_was_sent_while_signed_out_comes_back_after_signing_in(client, world, draft):
    sent = {"answer:2.1": "all", "note:2.1": "Counted twice", "evidence-address": "https://example.org/list"}
    turned = client.post(page(draft, "2.1"), {**sent, "seen:2.1": "", "do": "next"})
    assert turned.url == f"/account/login/?next={page(draft, '2.1')}"
    client.force_login(world.alice)
    assert "Counted twice" not in client.get(page(draft, "2.2")).text  # it belongs to its own page
    shown = client.get(page(draft, "2.1")).text
    assert "What you wrote is back, and is not saved yet" in shown
    assert "Counted twice" in shown
    assert 'value="all" checked' in shown
    assert 'value="https://example.org/list"' in shown
    assert draft.answers.count() == 0
    assert "Counted twice" not in client.get(page(draft, "2.1")).text


def test_what_came_back_still_meets_what_somebody_answered_since(client, world, draft):
    client.post(page(draft, "2.1"), {"answer:2.1": "all", "seen:2.1": "", "do": "next"})
    answer(draft, {"2.1": "few"}, by=world.bob)
    client.force_login(world.alice)
    assert 'name="seen:2.1" value=""' in client.get(page(draft, "2.1")).text


def test_form_that_is_too_long_to_keep_is_not_kept(client, world, draft):
    client.post(page(draft, "2.1"), {"note:2.1": "x" * 200_000})
    assert "answers_kept" not in client.session


def test_second_window_of_one_person_is_told_what_the_first_has_stored(client, world, draft):
    client.force_login(world.alice)
    client.post(page(draft, "2.1"), {"answer:2.1": "few", "seen:2.1": ""})
    late = {"answer:2.1": "all", "seen:2.1": ""}
    told = client.post(page(draft, "2.1"), late | {"do": "autosave"})
    assert (told.status_code, "You answered this in another window." in told.json()["problem"]) == (409, True)
    shown = client.post(page(draft, "2.1"), late)
    assert shown.status_code == 409
    assert "You answered question 2.1 in another window" in shown.text
    assert draft.answers.get().value == "few"
    client.post(page(draft, "2.1"), late | {"seen:2.1": seen(draft, "2.1")})
    assert draft.answers.get().value == "all"


def test_answer_page_is_never_kept_by_the_browser(client, world, draft):
    client.force_login(world.alice)
    assert "no-store" in client.get(page(draft, "2.1"))["Cache-Control"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Please look at 2.1.", True),
        ("2.1: which firms?", True),
        ("12.1 and 2.10", False),
        ("2.1.4 is odd", False),
        ("All of it", False),
    ],
)
def test_query_stands_at_the_question_that_it_names(client, world, claim, coordinator, words, named):
    raise_query(assessment=claim, words=words, by=coordinator)
    new = revise_assessment(assessment=claim, by=world.alice)
    assert [each.words for each in remarks_naming(new, ["2.1"])] == [words] * named
    client.force_login(world.alice)
    assert (words in client.get(page(new, "2.1")).text) == named
