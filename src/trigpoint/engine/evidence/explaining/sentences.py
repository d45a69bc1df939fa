"""A result in sentences: the sum, the bounds, what is asked, the standing and when it is due."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from trigpoint.engine.evidence.due import Due
from trigpoint.engine.evidence.explaining.pupils import Why
from trigpoint.engine.evidence.explaining.words import Words, percent
from trigpoint.engine.evidence.outcomes import Counts
from trigpoint.engine.vocabulary.standings import Status


def tell_counts(counts: Counts, wanted: Fraction | None, words: Words) -> list[str]:
    """The sum and what follows from it; one sentence where it is of nobody. Without `wanted` no share is asked."""
    low, high = counts.low, counts.high
    if low is None or high is None:
        return [words.say("nobody")]
    told = [
        words.say("sum", met=counts.met, not_met=counts.not_met, not_known=counts.not_known, of=counts.of)
    ]
    if wanted is not None:
        key = "share_is" if low == high else "share_between"
        told.append(words.say(key, low=percent(low), high=percent(high), asked=percent(wanted)))
    return told


def tell_standing(status: Status, words: Words) -> str:
    return words.say("standing_is", status=tell_status(status, words))


def tell_status(status: Status, words: Words) -> str:
    return words.say(f"status_{status.value}")


def tell_due(due: Due, day: date, not_yet: int, words: Words) -> list[str]:
    """When it is due of those who are asked, and of how many it will be asked later."""
    told = [words.say("is_overdue" if due is Due.OVERDUE else "is_due", day=words.day(day))]
    return [*told, words.say("not_yet_due", count=not_yet)] if not_yet else told


def tell_why(why: Why | None, words: Words) -> str:
    """What one pupil's answer rests on: of each part how much was found, of how much."""
    if why is None:
        return words.say("perhaps_not_asked")
    if why.parts:
        return "; ".join(tell_why(part, words) for part in why.parts)
    if why.wanted is None:
        return words.say(why.verdict.value).lower()
    if why.most is None:
        return words.say("found_open", least=why.least, wanted=why.wanted)
    key = "found" if why.least == why.most else "found_between"
    return words.say(key, least=why.least, most=why.most, wanted=why.wanted)
