"""Who reads what of an institution: its claim for all who may see it, its own affairs for its own people alone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.actions.submissions import submit_assessment
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import RoleKind

EDITION = "gatsby-2024-schools"
CLAIM = "Spring term 2026"
NAMED = "Is there a named careers leader who has been trained for the role? Yes"
SECRETS = {
    "draft": "Summer draft",
    "note": "Ms Note left in May",
    "evidence": "Minutes of the governors",
    "name of who answered": "Careers_Leader",
    "name in a hand-over": "Hetty Handed",
    "query": "Which years saw an employer?",
}

OWN_AFFAIRS = {"institution": {"draft", "query"}, "one-page": {"query", "name in a hand-over"}}
"""What of these an institution's own people read, by page. Notes and evidence stand with the assessment alone."""

OWN_PEOPLE = (RoleKind.CAREERS_LEADER, RoleKind.COLLEAGUE, RoleKind.HEAD, RoleKind.GOVERNOR)
OTHERS = (
    RoleKind.ADVISER,
    RoleKind.COORDINATOR,
    RoleKind.HUB_LEAD,
    RoleKind.TRUST_LEAD,
    RoleKind.AUTHORITY_OFFICER,
    RoleKind.NATIONAL_VIEWER,
    RoleKind.ADMINISTRATOR,
)
PAGES = {
    "institution": ("institution", [], {}),
    "one-page": ("one-page", [], {}),
    "benchmark": ("benchmark", ["1"], {}),
    "profile as a file": ("institution", [], {"table": "profile", "format": "csv"}),
    "criteria as a file": ("institution", [], {"table": "criteria", "format": "csv"}),
    "history as a file": ("institution", [], {"table": "history", "format": "csv"}),
}
SHOWS_THE_CLAIM = {"institution", "one-page", "benchmark", "profile as a file"}


@pytest.fixture
def school(world):
    """Ash School: a claim with a note and evidence that the hub has asked about, and a draft, handed over in part."""

    def answered(title, as_of, answers):
        draft = start_assessment(
            institution=world.ash, edition_id=EDITION, as_of=as_of, title=title, by=world.alice
        )
        entries = {
            question: Entry(Answer(AnswerState.ANSWERED, value), note=SECRETS["note"])
            for question, value in answers.items()
        }
        save_answers(assessment=draft, entries=entries, by=world.alice)
        draft.evidence.create(criterion_id="1.1", title=SECRETS["evidence"], address="https://example.org/")
        return draft

    claim = submit_assessment(assessment=answered(CLAIM, date(2026, 3, 31), {"1.1": "yes"}), by=world.alice)
    claim.remarks.create(kind="query", words=SECRETS["query"], by_name="Hana")
    Assessment.objects.filter(pk=claim.pk).update(state=Assessment.State.QUERIED)
    draft = answered(SECRETS["draft"], date(2026, 7, 31), {"1.1": "no"})
    draft.handovers.create(
        to_name=SECRETS["name in a hand-over"],
        question_ids=["1.2", "1.3"],
        expires_at=timezone.now() + timedelta(days=7),
    )
    return world.ash


@pytest.fixture
def read(client, world, school, words):
    """What a role reads on a page of Ash School."""

    def get(kind, where):
        place = {
            RoleKind.COORDINATOR: {"hub": world.hub},
            RoleKind.HUB_LEAD: {"hub": world.hub},
            RoleKind.TRUST_LEAD: {"group": school.group},
            RoleKind.AUTHORITY_OFFICER: {"area": school.area},
            RoleKind.NATIONAL_VIEWER: {"network": world.hub.network},
            RoleKind.ADMINISTRATOR: {},
        }.get(kind, {"institution": school})
        name, rest, given = PAGES[where]
        client.force_login(world.person(kind, **place))
        response = client.get(reverse(name, args=[school.pk, *rest]), given)
        assert response.status_code == 200
        return words(response)

    return get


def found_in(text):
    return {secret for secret, said in SECRETS.items() if said in text}


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("kind", OTHERS)
def test_others_read_the_claim_and_no_affairs_of_the_institution(read, kind, where):
    text = read(kind, where)
    assert found_in(text) == set()
    assert (CLAIM in text) or where not in SHOWS_THE_CLAIM


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("kind", OWN_PEOPLE)
def test_own_people_read_their_affairs_where_they_belong(read, kind, where):
    found = found_in(read(kind, where)) - {"name of who answered"}
    assert found == OWN_AFFAIRS.get(where, set())


@pytest.mark.parametrize("kind", [*OWN_PEOPLE, *OTHERS])
def test_a_submitted_answer_is_part_of_the_claim(read, kind):
    assert NAMED in read(kind, "benchmark")


@pytest.mark.parametrize("kind", OTHERS)
def test_others_are_not_asked_to_go_on_with_the_assessment(read, kind):
    text = read(kind, "institution")
    assert "Standing, as submitted" in text
    assert "Go on with the assessment" not in text


def test_a_hub_reads_nothing_of_who_has_not_joined(client, world, claim, join):
    [outside] = join(1, member=False)
    claim(outside, {"1": 100}, title="Not for the hub")
    claim(world.ash, {"1": 100})
    client.force_login(world.hana)
    address = reverse("hub", args=[world.hub.slug])
    shown = client.get(address)
    assert "Not for the hub" not in shown.content.decode()
    assert [each.claim for each in shown.context["many"].everybody if not each.member.is_member] == [None]
    for table in ("matrix", "map", "achieved", "stuck", "areas"):
        file = client.get(address, {"table": table, "format": "csv"})
        assert outside.name not in file.content.decode()
