"""A rule looked at in one school year."""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.engine.evidence.rule_model.rules import PupilRule
from trigpoint.engine.evidence.school_years import View


@dataclass(frozen=True)
class Question:
    """What every evaluator is asked."""

    rule: PupilRule
    view: View
