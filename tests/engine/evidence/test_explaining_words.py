"""Explanations in words: the same values in every language, and a text that lacks a language is refused."""

import string
from datetime import date
from fractions import Fraction

import pytest

from trigpoint.engine.datasets.words import KINDS
from trigpoint.engine.evidence.due import Due
from trigpoint.engine.evidence.explaining.pupils import Why
from trigpoint.engine.evidence.explaining.rules import tell_pupil_rule
from trigpoint.engine.evidence.explaining.sentences import tell_counts, tell_due, tell_standing, tell_why
from trigpoint.engine.evidence.explaining.words import Words, percent, read_words
from trigpoint.engine.evidence.outcomes import Counts, Verdict
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import packaged_rules, packaged_words, register

WORDS = packaged_words()
SOME = Counts(83, 10, 7)


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", WORDS)
def test_every_language_says_the_same_values(language):
    english, words = WORDS["en"].texts, WORDS[language].texts
    differing = {key for key in english if places(words[key]) != places(english[key])}
    assert differing <= {"day", "until"}  # Chinese dates have the number of the month
    assert len(words["months"].split()) == 12
    assert all(words[key] for key in words if key != "unreviewed")


@pytest.mark.parametrize("language", WORDS)
def test_every_status_and_verdict_has_a_word(language):
    words = WORDS[language]
    assert len({tell_standing(status, words) for status in Status}) == len(Status)
    assert len({words.say(verdict.value) for verdict in Verdict}) == len(Verdict)


@pytest.mark.parametrize("language", WORDS)
def test_translations_say_that_nobody_has_read_them(language):
    assert bool(WORDS[language].say("unreviewed")) == (language != "en")


TOLD = {
    "en": "Met: 83. Not met: 10. Not known: 7. Together: 100. "
    "So at least 83% and at most 90% met it, and 100% is asked for.",
    "cy": "Wedi'i gyflawni: 83. Heb ei gyflawni: 10. Ddim yn hysbys: 7. Gyda'i gilydd: 100. "
    "Felly cyflawnodd o leiaf 83% a 90% ar y mwyaf ef, a gofynnir am 100%.",
    "zh-Hant": "已達到\uff1a83。未達到\uff1a10。資料不足\uff1a7。合計\uff1a100。 "
    "因此達到的比例最少為83%\uff0c最多為90%\uff0c要求為100%。",
}


@pytest.mark.parametrize("language", TOLD)
def test_a_sum_with_some_not_known_is_told_with_both_bounds(language):
    assert " ".join(tell_counts(SOME, Fraction(1), WORDS[language])) == TOLD[language]


def test_a_sum_without_anything_open_has_one_share_and_of_nobody_there_is_none():
    told = tell_counts(Counts(2, 1, 0), Fraction(3, 4), WORDS["en"])
    assert told[1] == "So 66% met it, and 75% is asked for."
    assert tell_counts(Counts(0, 0, 0), Fraction(1), WORDS["en"]) == [
        "The rule speaks of nobody here in this school year."
    ]


def test_what_is_not_everybody_never_shows_as_all():
    assert [percent(Fraction(number, 1000)) for number in (1000, 999, 0)] == ["100%", "99%", "0%"]


def test_days_are_written_as_in_the_language():
    day = date(2026, 8, 31)
    assert [words.day(day) for words in WORDS.values()] == ["31 August 2026", "31 Awst 2026", "2026年8月31日"]


def test_due_and_overdue_are_told_apart_and_those_asked_later_are_counted():
    day = date(2026, 2, 28)
    assert tell_due(Due.DUE, day, 240, WORDS["en"]) == [
        "It is due by 28 February 2026.",
        "On roll, and asked in a later year: 240.",
    ]
    assert tell_due(Due.OVERDUE, day, 0, WORDS["en"]) == ["It was due by 28 February 2026."]


def test_what_a_pupils_answer_rests_on():
    def why(least, most):
        return Why(None, Verdict.NOT_KNOWN, 2, least, most, is_covered=most is not None)

    told = [tell_why(each, WORDS["en"]) for each in (why(2, 2), why(0, 1), why(1, None), None)]
    assert told == [
        "2 of 2",
        "0 to 1 of 2",
        "1 or more of 2: records are not complete",
        "not known whether the rule speaks of this pupil",
    ]
    parts = Why(None, Verdict.MET, parts=(why(2, 2), Why(None, Verdict.MET)))
    assert tell_why(parts, WORDS["en"]) == "2 of 2; met"


def test_a_text_without_words_in_some_language_is_refused_with_its_line():
    text = "texts:\n  sum: {en: Sum, cy: Swm}\n  share:\n    en: Share\n"
    with pytest.raises(BadContent, match=r"texts.yaml, line [34].*share.*has no words in cy"):
        read_words(FileText("texts.yaml", text))
    with pytest.raises(BadContent, match=r"texts.yaml, line 2"):
        read_words(FileText("texts.yaml", "texts:\n  sum: 3\n"))


BY_FEBRUARY = {
    "en": "100% of those in Y9: at least 2 of these encounters while in Y8, Y9 (in Y9 until 28 February): "
    "visit by a provider under the access law; each of them: in the school day.",
    "cy": "100% o'r rhai yn Y9: o leiaf 2 o'r cyfarfyddiadau hyn tra yn Y8, Y9 (yn Y9 hyd at 28 Chwefror): "
    "ymweliad darparwr o dan y gyfraith mynediad; pob un: yn ystod y diwrnod ysgol.",
    "zh-Hant": "Y9的100%\uff1a在Y8、Y9期間\uff08Y9則至2月28日止\uff09以下接觸至少2次\uff1a"
    "依法安排的教育提供者到訪\uff1b每次均須\uff1a在上課時間內。",
}


@pytest.mark.parametrize("language", BY_FEBRUARY)
def test_a_rule_is_told_in_each_language(language):
    rule = packaged_rules("provider-access-2023").pupil_rules[0]
    assert tell_pupil_rule(rule, WORDS[language]) == BY_FEBRUARY[language]


@pytest.mark.parametrize("edition", [entry.id for entry in register().rules])
@pytest.mark.parametrize("language", ["cy", "zh-Hant"])
def test_every_rule_has_words_and_none_stays_in_the_code_of_records(edition, language):
    for rule in packaged_rules(edition).pupil_rules:
        told = tell_pupil_rule(rule, WORDS[language])
        assert "_" not in told
        english = {name.replace("_", " ") for name in KINDS if "_" in name}
        assert not [name for name in english if name in told]


def test_a_word_in_two_files_is_a_mistake():
    with pytest.raises(ValueError, match="said twice: met"):
        WORDS["en"].and_(Words("en", {"met": "Met"}))
