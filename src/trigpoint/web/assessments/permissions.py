"""Who may see and change assessments and campaigns. Loaded when Django starts."""

from typing import Any

import rules

from trigpoint.web.assessments.models import Campaign
from trigpoint.web.organisations.permissions import is_administrator, leads_hub, watches_hub, works_in_hub


@rules.predicate
def works_in_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and works_in_hub(user, campaign.hub)


@rules.predicate
def leads_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and leads_hub(user, campaign.hub)


@rules.predicate
def watches_its_hub(user: Any, campaign: Campaign | None) -> bool:
    return campaign is not None and watches_hub(user, campaign.hub)


rules.add_perm("assessments.view_campaign", works_in_its_hub | watches_its_hub | is_administrator)
rules.add_perm("assessments.remind", works_in_its_hub)
rules.add_perm("assessments.manage_campaign", leads_its_hub)
