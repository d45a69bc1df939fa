"""What follows from an institution's facts: its name as shown, kind, state, years, area and group.

A column is in the result once the facts it follows from are known, and facts are never lost; so the columns, too,
are the same for every order of import.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from trigpoint.engine.registers.kinds import KindRules
from trigpoint.engine.registers.merging import Fact

COPIED = ("name_local", "state", "opened_on", "town", "postcode", "low_age", "high_age", "pupils")
SMALL_WORDS = frozenset({"of", "and", "the", "for", "with"})  # "to" and "on" are names more often than words
CLOSED = "closed"


def columns(facts: Mapping[str, Fact], rules: KindRules) -> dict[str, Any]:
    """Column -> value. Dates are ISO text; `kind` is empty and `closed_on` None where the facts say no more."""
    values = {field: fact["value"] for field, fact in facts.items()}
    found = {field: values[field] for field in COPIED if field in values}
    if "name" in values:
        found["name"] = shown_name(values["name"], rules.capitals)
    if rules.type_field in values:
        found["kind"] = rules.kind(values)
    if "low_age" in values and "high_age" in values:
        found["year_groups"] = rules.year_groups(values["low_age"], values["high_age"])
    if "state" in values:
        # a date of closing outlives a reopening among the facts, but not here
        found["closed_on"] = values.get("closed_on") if values["state"] == CLOSED else None
    return found


def shown_name(name: str, capitals: Collection[str]) -> str:
    """The name for people: as the register has it, unless that is all in capitals."""
    if name != name.upper() or " " not in name:
        return name
    words = name.split(" ")
    return " ".join(_shown_word(word, position == 0, capitals) for position, word in enumerate(words))


def _shown_word(word: str, first: bool, capitals: Collection[str]) -> str:
    letters = word.strip("(),'\"-")
    if letters in capitals or "." in letters or not set(letters) & set("AEIOUY"):
        return word
    if letters.lower() in SMALL_WORDS and not first:
        return word.lower()
    for mark in ("-", "/", "("):
        if mark in word:
            return mark.join(_shown_word(part, True, capitals) for part in word.split(mark))
    return word[:1] + word[1:].lower()
