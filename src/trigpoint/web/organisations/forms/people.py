"""Inviting people, and naming a careers leader."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trigpoint.web.organisations.models import SCOPES, Area, Group, Network, RoleKind

INSTITUTION_KINDS = [
    RoleKind.CAREERS_LEADER,
    RoleKind.COLLEAGUE,
    RoleKind.HEAD,
    RoleKind.GOVERNOR,
    RoleKind.ADVISER,
]
HUB_KINDS = [RoleKind.COORDINATOR, RoleKind.HUB_LEAD]
PLACE_MODELS = {"group": Group, "area": Area, "network": Network}


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("Work email"),
        help_text=_("The invitation goes to this address. Only its owner can accept it."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class InviteForm(PersonForm):
    """Name, address and one of the roles that the page offers."""

    kind = forms.ChoiceField(label=_("Role"))
    field_order = ["kind", "name", "email"]

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, RoleKind(kind).label) for kind in kinds]


class ServiceInviteForm(InviteForm):
    """Roles for a trust, an authority, a network or the whole service; the place by its code or its exact name."""

    place = forms.CharField(
        label=_("Trust, local authority or network"),
        help_text=_("Its code or its exact name, as in the register. Leave it empty for an administrator."),
        required=False,
    )
    field_order = ["kind", "place", "name", "email"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        scope = SCOPES.get(found.get("kind", ""))
        words = found.get("place", "").strip()
        self.place_found: dict[str, Any] = {}
        if scope is None:
            if words:
                self.add_error(
                    "place", _("An administrator has no place. Leave this empty, or choose another role.")
                )
        elif not words:
            self.add_error("place", _("Enter the code or the exact name of the place for this role."))
        else:
            matches = list(PLACE_MODELS[scope].objects.filter(self._query(scope, words))[:2])
            if len(matches) == 1:
                self.place_found = {scope: matches[0]}
            elif matches:
                self.add_error("place", _("There are several of this name. Enter the code instead."))
            else:
                self.add_error("place", _("There is none of this code or name. Look it up in the register."))
        return found

    @staticmethod
    def _query(scope: str, words: str) -> Q:
        by_name = Q(name__iexact=words)
        return by_name if scope == "network" else by_name | Q(code__iexact=words)
