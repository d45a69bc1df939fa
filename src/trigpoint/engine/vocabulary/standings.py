"""What can be said of a criterion, a benchmark or an institution, and on whose word."""

from enum import StrEnum


class Status(StrEnum):
    """Where something stands. Not known, not applicable and unscored are three different things."""

    ACHIEVED = "achieved"
    IN_PROGRESS = "in_progress"
    NOT_ACHIEVED = "not_achieved"  # everything is known and nothing is earned
    NOT_KNOWN = "not_known"  # what is known leaves more than one answer open
    NOT_APPLICABLE = "not_applicable"
    UNSCORED = "unscored"  # the edition asks but gives no credit, or awaits its text


class Reading(StrEnum):
    """Whose word a standing rests on. Readings stand side by side and are never merged."""

    CLAIMED = "claimed"
    RECORDED = "recorded"
    REVIEWED = "reviewed"


class Provenance(StrEnum):
    """How sure we are of a fact taken from outside."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    FROM_MEMORY = "from_memory"
