"""Which editions an institution can be assessed with, and what of it decides the questions."""

from __future__ import annotations

from datetime import date

from trigpoint.engine.frameworks.choosing import editions_for, fits
from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.scoring.profile import Profile
from trigpoint.jobs.storage.packaged_content import packaged_edition, packaged_editions
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import Institution


def edition_of(assessment: Assessment) -> Edition:
    return packaged_edition(assessment.edition_id)


def editions_to_start(institution: Institution, *, on: date) -> list[Edition]:
    """Editions made for the institution that are in force on the day; none while its kind is not known."""
    here = [edition for edition in packaged_editions() if edition.jurisdiction == institution.jurisdiction]
    return editions_for(here, kind=institution.kind, on=on)


def editions_of_kind(institution: Institution) -> list[Edition]:
    """Every edition ever made for such an institution, in force or not."""
    return [
        edition
        for edition in packaged_editions()
        if edition.jurisdiction == institution.jurisdiction and fits(edition, institution.kind)
    ]


def profile_of(institution: Institution) -> Profile:
    """What the engine needs to know of an institution. Year groups that are not known stay not known."""
    years = institution.year_groups
    return Profile(kind=institution.kind, years=None if years is None else frozenset(years))
