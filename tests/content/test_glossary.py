"""The glossary: one word for each idea in each language, with its source and whether anybody has reviewed it."""

import pytest

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.jobs.storage.packaged_content import content_text, packaged_edition

GLOSSARY = read_layer(content_text("glossary.yaml").text, "glossary.yaml").data
TERMS = {term["id"]: term for term in GLOSSARY["terms"]}
OTHER_LANGUAGES = ("cy", "zh-Hant")


def words(term_id: str, language: str) -> str:
    return TERMS[term_id][language]["term"]


def test_no_idea_is_there_twice():
    assert len(GLOSSARY["terms"]) == len(TERMS)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_idea_has_a_word_with_a_known_source_in(language):
    unknown = [key for key, term in TERMS.items() if term[language]["source"] not in GLOSSARY["sources"]]
    assert unknown == []
    assert [key for key in TERMS if not words(key, language).strip()] == []


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_word_is_reviewed_only_where_its_reviewer_is_named_in(language):
    unnamed = [
        key
        for key, term in TERMS.items()
        if term[language]["reviewed"] and not term[language].get("reviewer")
    ]
    assert unnamed == []


def test_every_source_is_used():
    used = {term[language]["source"] for term in TERMS.values() for language in OTHER_LANGUAGES}
    assert used == set(GLOSSARY["sources"])


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_states_of_a_standing_are_told_apart_in(language):
    states = ("achieved", "in_progress", "not_achieved", "not_known", "not_applicable", "unscored")
    assert len({words(state, language) for state in states}) == len(states)


def test_hong_kong_edition_uses_the_words_of_the_glossary():
    edition = packaged_edition("hkbm-schools")
    values = {value.id: value.title.root["zh-Hant"] for value in edition.scale("three_states").values}
    assert values == {state: words(state, "zh-Hant") for state in ("not_started", "in_progress", "achieved")}
    assert edition.person.root["zh-Hant"] == words("student", "zh-Hant")
    assert words("hkbm", "zh-Hant") in edition.title.root["zh-Hant"]
