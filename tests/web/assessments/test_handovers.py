"""Questions in the hands of colleagues, through a link and nothing else."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from trigpoint.web.assessments.actions.handovers import (
    finish_handover,
    hand_over,
    send_handover_again,
    take_back_handover,
)
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.assessments.models import Handover
from trigpoint.web.assessments.queries.handovers import handover_token
from trigpoint.web.audit.recording import LinkHolder

from .conftest import answer


@pytest.fixture
def handed(world, draft):
    """Alice asks Erin, who has no account, for the two questions about encounters."""
    return hand_over(
        assessment=draft,
        question_ids=["2.1", "2.3"],
        to_name="Erin Lloyd",
        to_email="Erin@Example.org",
        by=world.alice,
    )


def link(handover, question=""):
    return f"/answer/{handover_token(handover)}/" + (f"{question}/" if question else "")


def test_colleague_answers_by_link_without_an_account(
    client, world, draft, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(world.alice)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"/assessments/{draft.pk}/hand-over/",
            {"benchmark": ["2"], "hand-name": "Erin Lloyd", "hand-email": "erin@example.org"},
        )
    assert [mail.to for mail in mailoutbox] == [["erin@example.org"]]
    client.logout()
    address = re.search(r"http://[^/]+(/answer/\S+)", mailoutbox[0].body)[1]
    shown = client.get(address).text
    assert "What share met an employer?" in shown
    assert "Is it written down?" not in shown
    client.post(f"{address}2.1/", {"answer:2.1": "all"})
    row = draft.answers.get()
    assert (row.value, row.answered_by, row.answered_by_name) == ("all", None, "Erin Lloyd")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
        client.post(address)
    assert [mail.to for mail in mailoutbox[1:]] == [[world.alice.email]]
    assert "Erin Lloyd has finished" in mailoutbox[1].subject


def test_link_opens_the_handed_questions_and_no_other(client, draft, handed):
    assert client.get(link(handed, "2.1")).status_code == 200
    assert client.get(link(handed, "1.1")).status_code == 404
    assert client.post(link(handed, "1.2"), {"value/pupils:1.2": "yes"}).status_code == 404
    client.post(link(handed, "2.1"), {"answer:2.1": "few", "answer:2.4": "yes", "value/pupils:1.2": "yes"})
    assert [row.question_id for row in draft.answers.all()] == ["2.1"]


def test_link_shows_no_progress_of_the_rest(client, draft, handed):
    saved = client.post(link(handed, "2.1"), {"answer:2.1": "few", "do": "autosave"}).json()["saved"]
    assert re.fullmatch(r"Saved at \d\d:\d\d\.", saved)


def test_taken_back_link_says_so_and_what_was_answered_stays(client, world, draft, handed):
    client.post(link(handed, "2.1"), {"answer:2.1": "few"})
    address = link(handed)
    take_back_handover(handover=handed, by=world.alice)
    refused = client.get(address)
    assert (refused.status_code, "This link was taken back" in refused.text) == (410, True)
    assert draft.answers.count() == 1


def test_expired_link_says_so(client, handed):
    Handover.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "This link has expired." in client.post(link(handed, "2.1"), {"answer:2.1": "few"}).text


def test_older_link_is_dead_once_a_new_one_is_sent(client, world, handed):
    old = link(handed)
    new = link(send_handover_again(handover=handed, by=world.alice))
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)


@pytest.mark.parametrize("token", ["x", "WzEsICJ4Il0:1x:forged"])
def test_forged_link_is_refused(client, db, token):
    assert "This link is not complete." in client.get(f"/answer/{token}/").text


def test_link_to_a_submitted_assessment_changes_nothing(client, world, draft, handed):
    submit_assessment(assessment=draft, by=world.alice)
    assert client.post(link(handed, "2.1"), {"answer:2.1": "few"}).status_code == 410
    assert draft.answers.count() == 0


def test_link_holder_and_careers_leader_at_once(client, world, draft, handed):
    answer(draft, {"2.1": "few"}, by=world.alice)
    met = client.post(link(handed, "2.1"), {"answer:2.1": "all", "seen:2.1": ""})
    assert (met.status_code, draft.answers.get().value) == (409, "few")
    assert world.alice.name in met.text


def test_finished_twice_writes_once(world, handed, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            finish_handover(handover=handed, by=LinkHolder("Erin Lloyd"))
    assert len(mailoutbox) == 1


def test_one_question_is_handed_over_on_its_page_and_its_answer_is_saved(client, world, draft):
    client.force_login(world.alice)
    client.post(
        f"/assessments/{draft.pk}/questions/2.1/",
        {"answer:2.1": "few", "do": "hand_over", "hand-colleague": str(world.bob.pk)},
    )
    handover = Handover.objects.get()
    assert (handover.question_ids, handover.to_user, handover.to_email) == (
        ["2.1"],
        world.bob,
        world.bob.email,
    )
    assert draft.answers.get().value == "few"
    client.force_login(world.bob)
    assert "1 question was handed to you" in client.get(f"/institutions/{world.ash.pk}/assessments/").text


def test_hand_over_to_nobody_is_refused_in_words(client, world, draft):
    client.force_login(world.alice)
    shown = client.post(f"/assessments/{draft.pk}/hand-over/", {"benchmark": ["2"]})
    assert "write the name of who is to answer" in shown.text
    assert not Handover.objects.exists()


@pytest.mark.parametrize("who", ["bob", "olga", "hana"])
def test_only_the_careers_leader_or_head_hands_over_and_takes_back(client, world, draft, handed, who):
    client.force_login(getattr(world, who))
    assert client.get(f"/assessments/{draft.pk}/hand-over/").status_code == 403
    assert client.post(f"/hand-overs/{handed.pk}/", {"do": "take_back"}).status_code == 403


def test_colleague_with_an_account_is_named_by_it_only_when_signed_in(client, world, draft):
    handover = hand_over(
        assessment=draft,
        question_ids=["2.1"],
        to_name=world.bob.name,
        to_email=world.bob.email,
        to_user=world.bob,
        by=world.alice,
    )
    client.post(link(handover, "2.1"), {"answer:2.1": "few"})
    assert draft.answers.get().answered_by is None
    client.force_login(world.bob)
    row = draft.answers.get()
    client.post(link(handover, "2.1"), {"answer:2.1": "all", "seen:2.1": f"{row.pk}.{row.version}"})
    assert draft.answers.get().answered_by == world.bob
