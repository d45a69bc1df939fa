"""What a register changed about an institution, in the language of the page. It is kept as codes and plain values."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from trigpoint.web.organisations.models import Institution, RegisterChange
from trigpoint.web.organisations.queries.kinds import KINDS

Kind = RegisterChange.Kind
STATE_BEFORE = {Kind.OPENED, Kind.CLOSED, Kind.MERGED}
STATE_AFTER = {Kind.OPENED, Kind.CLOSED}
FIELDS = {
    "kind": _lazy("kind"),
    "town": _lazy("town"),
    "postcode": _lazy("postcode"),
    "low_age": _lazy("lowest age"),
    "high_age": _lazy("highest age"),
    "area": _lazy("area"),
    "group": pgettext_lazy("of institutions", "group"),
}


def said_change(kind: str, before: str, after: str) -> tuple[str, str]:
    """Both sides of a change, as a RegisterChange or a sample of the dry run holds them."""
    if kind == Kind.CHANGED:
        return _fields(before), _fields(after)
    return (
        _state(before) if kind in STATE_BEFORE else before,
        _state(after) if kind in STATE_AFTER else after,
    )


def _state(code: str) -> str:
    return str(Institution.State(code).label) if code in Institution.State.values else code


def _fields(words: str) -> str:
    """ "town Elmton; low_age 11" of the merge."""
    return "; ".join(_field(part) for part in words.split("; "))


def _field(part: str) -> str:
    name, _, value = part.partition(" ")
    if name not in FIELDS:
        return part
    shown = str(KINDS.get(value, value.replace("_", " "))) if name == "kind" else value
    return f"{FIELDS[name]}: {shown or '–'}"
