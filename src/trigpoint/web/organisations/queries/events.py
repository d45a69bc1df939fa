"""Events in words: what the names of actions mean to a reader."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trigpoint.web.audit.models import Event

# An action that has no words here is shown by its name; nothing is left out.
WORDS = {
    "organisations.give_role": gettext_lazy("gave a role"),
    "organisations.end_role": gettext_lazy("ended a role"),
    "organisations.invite": gettext_lazy("sent an invitation"),
    "organisations.revoke_invitation": gettext_lazy("took an invitation back"),
    "organisations.accept_invitation": gettext_lazy("accepted an invitation"),
    "organisations.send_claim_link": gettext_lazy("had the hand-over link sent"),
    "organisations.set_signature_required": gettext_lazy("changed who signs"),
    "organisations.set_year_groups": gettext_lazy("changed the year groups"),
    "organisations.set_registered_contact": gettext_lazy("changed the registered contact"),
    "organisations.add_site": gettext_lazy("added a site or department"),
    "organisations.close_site": gettext_lazy("closed a site or department"),
}


def in_words(action: str) -> str:
    return str(WORDS.get(action, action.replace(".", ": ").replace("_", " ")))


def kinds_of_event(events: QuerySet[Event]) -> list[tuple[str, str]]:
    """What one can filter by: the actions that occur, with their words."""
    names = events.order_by("action").values_list("action", flat=True).distinct()
    return [("", _("Everything"))] + [(name, in_words(name)) for name in names]
