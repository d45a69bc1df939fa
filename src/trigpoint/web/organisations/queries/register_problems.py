"""What is wrong with a register file, as an import keeps it, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trigpoint.jobs.interchange.mistakes import SILENCES, WORDINGS
from trigpoint.web.organisations.models import RegisterImport
from trigpoint.web.shared.mistakes import fill


def said_problem(problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem with its words. One whose code is no longer known keeps the English it was stored with."""
    if problem.get("code") not in WORDINGS:
        return dict(problem)
    wrong, instead = (fill(text, problem["values"]) for text in WORDINGS[problem["code"]])
    return dict(problem) | {"wrong": wrong, "instead": instead}


def said_silences(register_import: RegisterImport) -> list[tuple[str, int]]:
    """Why rows were passed over, and how many."""
    reasons = register_import.passed_over.items()
    return [(fill(SILENCES[code], {}) if code in SILENCES else code, rows) for code, rows in reasons]
