"""Three years of the demonstration's assessments, across the change of edition, and this term's campaign."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from trigpoint.engine.frameworks.choosing import editions_for
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.answers import Answers, answer_to_plain
from trigpoint.engine.synthetic.answers import Temper, invent_answers
from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.results import store_results, store_roll_up
from trigpoint.web.assessments.models import Answer, Assessment, Campaign
from trigpoint.web.organisations.models import Hub, Institution, Membership, Role, RoleKind, Site

TERMS = 9
SCORED_FIRST = "gatsby"  # the framework that a demonstration school assesses itself by, where several fit


@dataclass(frozen=True)
class Term:
    """A snapshot date with its name, such as Autumn term 2026."""

    title: str
    as_of: date


def terms_of(hub: Hub, *, until: date) -> list[Term]:
    """The hub's last snapshot dates up to a day, oldest first, and the next one after it as the last."""
    days = [
        Term(f"{snapshot.name} {year}", date(year, snapshot.month, snapshot.day))
        for year in range(until.year - 4, until.year + 2)
        for snapshot in hub.snapshot_dates.all()
    ]
    past = sorted((term for term in days if term.as_of <= until), key=lambda term: term.as_of)[-TERMS:]
    coming = min((term for term in days if term.as_of > until), key=lambda term: term.as_of)
    return [*past, coming]


def live_through(hub: Hub, *, today: date, dice: random.Random) -> None:
    """Every member of a hub assesses itself on every snapshot date since it joined, a little better each time."""
    *past, coming = terms_of(hub, until=today)
    campaign = _campaign(hub, coming, today)
    members = hub.memberships.exclude(joined_on=None).select_related("institution", "cohort")
    for number, membership in enumerate(members.order_by("pk")):
        _life(membership, past, campaign, number, dice)


def _campaign(hub: Hub, term: Term, today: date) -> Campaign:
    due = min(term.as_of, today + timedelta(days=18))
    fitting = [
        edition.id
        for edition in packaged_editions()
        if edition.jurisdiction == hub.jurisdiction
        and _is_main(edition)
        and _is_in_force(edition, term.as_of)
    ]
    return Campaign.objects.create(
        hub=hub,
        title=term.title,
        opens_on=today - timedelta(days=40),
        due_on=due,
        as_of=term.as_of,
        editions=fitting,
    )


def _is_main(edition: Edition) -> bool:
    """Not a check of a duty that stands beside the benchmarks."""
    return any(benchmark.domain for benchmark in edition.benchmarks) or edition.framework == SCORED_FIRST


def _is_in_force(edition: Edition, day: date) -> bool:
    return bool(editions_for([edition], kind=edition.kinds_of_institution[0], on=day))


def _edition_for(institution: Institution, day: date) -> Edition | None:
    fitting = editions_for(packaged_editions(), kind=institution.kind, on=day)
    return next((edition for edition in fitting if _is_main(edition)), None)


def _life(
    membership: Membership, past: list[Term], campaign: Campaign, number: int, dice: random.Random
) -> None:
    institution = membership.institution
    leader = Role.objects.filter(institution=institution, kind=RoleKind.CAREERS_LEADER).first()
    sites: list[Site | None] = list(institution.sites.all()) or [None]
    strength = 0.30 + dice.random() * 0.35
    growth = 0.02 + dice.random() * 0.05
    edition_before: Edition | None = None
    answers: dict[Site | None, Answers] = {}
    for term in past:
        if membership.joined_on and term.as_of < membership.joined_on:
            continue
        edition = _edition_for(institution, term.as_of)
        if edition is None:
            continue
        if edition is not edition_before:
            answers, strength = {}, strength * (0.8 if edition_before else 1)
        edition_before, strength = edition, min(0.95, strength + growth)
        for site in sites:
            before = answers.get(site)
            given = invent_answers(edition, Temper(strength), dice, before)
            answers[site] = given
            assessment = _assessment(institution, site, edition, term, leader, Assessment.State.NOTED)
            _keep(assessment, given, leader)
            _finish(assessment)
    if edition_before is not None:
        _this_term(institution, sites, campaign, answers, leader, number, dice)


def _assessment(
    institution: Institution,
    site: Site | None,
    edition: Edition,
    term: Term,
    leader: Role | None,
    state: str,
    campaign: Campaign | None = None,
) -> Assessment:
    chosen = {
        "chosen_cohort": "Pupils working towards qualifications",
        "cohort_reason": "Agreed with class teams.",
    }
    return Assessment(
        institution=institution,
        site=site,
        edition_id=edition.id,
        title=term.title,
        as_of=term.as_of,
        state=state,
        campaign=campaign,
        started_by_id=leader.user_id if leader else None,
        submitted_by_id=leader.user_id if leader else None,
        submitted_at=_noon(term.as_of) if state != Assessment.State.DRAFT else None,
        **(chosen if edition.cohort_is_chosen else {}),
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day - timedelta(days=9), time(12)))


def _keep(assessment: Assessment, given: Answers, leader: Role | None, only: int | None = None) -> None:
    assessment.save()
    rows = list(_rows(assessment, given, leader))
    Answer.objects.bulk_create(rows[:only])


def _rows(assessment: Assessment, given: Answers, leader: Role | None) -> Iterator[Answer]:
    user: User | None = leader.user if leader else None
    for question_id, answer in given.items():
        yield Answer(
            assessment=assessment,
            question_id=question_id,
            answered_by=user,
            answered_by_name=user.name if user else "",
            **answer_to_plain(answer),
        )


def _finish(assessment: Assessment) -> None:
    """The same working out as a real submission's."""
    state = assessment.state
    store_results(assessment)
    if assessment.site_id:
        store_roll_up(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(state=state)


STATES = [
    "noted",
    "submitted",
    "draft",
    "noted",
    "submitted",
    "not_started",
    "queried",
    "draft",
    "noted",
    "draft",
]
"""How far the members are this term, in turn."""


def _this_term(
    institution: Institution,
    sites: list[Site | None],
    campaign: Campaign,
    answers: dict[Site | None, Answers],
    leader: Role | None,
    number: int,
    dice: random.Random,
) -> None:
    edition = _edition_for(institution, campaign.as_of)
    named = leader is not None and not leader.user.email.startswith("leader-")
    state = "draft" if named else STATES[number % len(STATES)]
    if edition is None or state == "not_started":
        return
    term = Term(campaign.title, campaign.as_of)
    for site in sites:
        given = invent_answers(edition, Temper(0.7), dice, answers.get(site))
        assessment = _assessment(institution, site, edition, term, leader, state, campaign)
        if state == "draft":
            _keep(
                assessment,
                given,
                leader,
                only=len(given) * 2 // 3 if named else 1 + dice.randrange(len(given)),
            )
        else:
            _keep(assessment, given, leader)
            _finish(assessment)
