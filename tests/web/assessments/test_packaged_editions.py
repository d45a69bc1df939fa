"""Every edition of the package can be answered from the first page to the last."""

from random import Random

import pytest

from trigpoint.engine.synthetic.answers import Temper, invent_answers
from trigpoint.jobs.storage.packaged_content import packaged_edition, register
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.assessments.queries.desk import lay_out

from .conftest import AUTUMN


@pytest.fixture
def small_editions():
    """None here: these tests are about the package."""


@pytest.fixture(params=[entry.id for entry in register().editions])
def draft(request, world):
    edition = packaged_edition(request.param)
    school = world.ash
    school.kind = edition.kinds_of_institution[0]
    school.year_groups = None  # not known, so that everything is asked
    school.save()
    return start_assessment(
        institution=school,
        edition_id=edition.id,
        as_of=AUTUMN,
        title="Autumn term 2025",
        by=world.alice,
        chosen_cohort="Everybody" if edition.cohort_is_chosen else "",
        cohort_reason="They fit" if edition.cohort_is_chosen else "",
    )


def test_from_the_first_page_to_the_check_page_by_the_button(client, world, draft):
    client.force_login(world.alice)
    pages = lay_out(draft).progress.pages
    address = f"/assessments/{draft.pk}/questions/{pages[0].id}/"
    seen = []
    while "/questions/" in address:
        seen.append(address.split("/")[-2])
        questions = next(page for page in pages if page.id == seen[-1]).questions
        assert client.get(address).status_code == 200
        address = client.post(address, {f"answer:{question.id}": "not_known" for question in questions}).url
    assert seen == [page.id for page in pages]
    assert address == f"/assessments/{draft.pk}/check/"
    assert client.get(address).status_code == 200


def test_invented_answers_show_as_stored_on_every_page(client, world, draft):
    client.force_login(world.alice)
    edition = packaged_edition(draft.edition_id)
    invented = invent_answers(edition, Temper(0.6), Random(1))
    entries = {question_id: Entry(answer) for question_id, answer in invented.items()}
    save_answers(assessment=draft, entries=entries, by=world.alice)
    desk = lay_out(draft)
    for page in desk.progress.pages:
        shown = client.get(f"/assessments/{draft.pk}/questions/{page.id}/").text
        for question in page.questions:
            row = desk.rows[question.id]
            if row.state == "answered" and isinstance(row.value, str):
                assert f'value="{row.value}" checked' in shown
    submit_assessment(assessment=draft, by=world.alice)
    for page in ("", "print/"):
        assert client.get(f"/assessments/{draft.pk}/{page}").status_code == 200
