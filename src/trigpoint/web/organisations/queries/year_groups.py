"""Which year groups an institution may have: those that the editions for its kind know."""

from trigpoint.jobs.storage.packaged_content import packaged_editions
from trigpoint.web.organisations.models import Institution
from trigpoint.web.shared.wording import wording


def year_group_choices(institution: Institution) -> list[tuple[str, str]]:
    """Ids and titles, in the order of the editions; also what is set already, though no edition knows it."""
    found: dict[str, str] = {}
    for edition in packaged_editions():
        if (
            edition.jurisdiction == institution.jurisdiction
            and institution.kind in edition.kinds_of_institution
        ):
            found |= {year.id: wording(year.title).words for year in edition.years if year.id not in found}
    found |= {year: year for year in institution.year_groups or [] if year not in found}
    return list(found.items())
