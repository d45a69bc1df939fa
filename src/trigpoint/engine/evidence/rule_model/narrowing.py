"""Encounters asked for more narrowly: with one more condition, or year by year."""

from __future__ import annotations

from dataclasses import replace

from trigpoint.engine.evidence.rule_model.measures import Encounters
from trigpoint.engine.evidence.rule_model.predicates import All, Predicate
from trigpoint.engine.evidence.rule_model.windows import YearGroups


def only(encounters: Encounters, condition: Predicate) -> Encounters:
    """Those of the encounters of which the condition is true."""
    return replace(encounters, where=All((encounters.where, condition)))


def each_year(encounters: Encounters) -> list[Encounters]:
    """The encounters of each year group of the window by itself; a last day stays with the last group."""
    window = encounters.window
    if not isinstance(window, YearGroups):
        return [encounters]
    last = window.groups[-1]
    return [
        replace(
            encounters,
            window=YearGroups((group,), window.until if group == last else None, window.before_age),
        )
        for group in window.groups
    ]
