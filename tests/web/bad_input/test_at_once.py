"""Two people at one thing: the second is told, and what they wrote is still there."""

import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.web.assessments.conftest import FULL, answer, answered, draft, small_editions  # noqa: F401  (fixtures)
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.audit.models import Event

SENT = {"answer:2.1": "few", "note:2.1": "Counted by hand", "seen:2.1": ""}


@pytest.fixture
def address(draft):  # noqa: F811
    return f"/assessments/{draft.pk}/questions/2.1/"


def test_somebody_submits_while_another_writes(client, world, draft, address):  # noqa: F811
    submit_assessment(assessment=draft, by=world.alice)
    client.force_login(world.alice)
    page = html.unescape(client.post(address, SENT, follow=True).text)
    assert "its answers are locked. Start a new version to correct it." in page
    assert "What you wrote is not saved; copy it from here: “Counted by hand”" in page
    assert not draft.answers.exists()


def test_the_script_is_told_why_nothing_is_saved(client, world, draft, address):  # noqa: F811
    submit_assessment(assessment=draft, by=world.alice)
    client.force_login(world.alice)
    answer = client.post(address, SENT | {"do": "autosave"})  # noqa: F811
    assert (answer.status_code, "its answers are locked" in answer.json()["problem"]) == (409, True)


@pytest.mark.django_db(transaction=True)
def test_in_the_same_moment_one_is_stored_and_the_other_is_told(world, draft):  # noqa: F811
    people = [world.alice, world.bob]

    def save(by, value):
        try:
            return save_answers(
                assessment=draft, entries={"2.1": Entry(answered(value), note=by.name, seen="")}, by=by
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        met = list(pool.map(save, people, ["few", "all"]))
    stored = draft.answers.get()
    told = [row for rows in met for row in rows]
    assert [(row.pk, row.note) for row in told] == [(stored.pk, stored.note)]
    assert Event.objects.filter(action="assessments.answer").count() == 1
