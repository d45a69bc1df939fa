"""Editions for everybody to read, with how sure we are of each clause."""

import json

import pytest
from django.urls import reverse

from trigpoint.jobs.storage.packaged_content import packaged_editions


def test_everybody_may_read_what_editions_there_are(client, db, words):
    text = words(client.get(reverse("editions")))
    assert all(str(edition.title) in text for edition in packaged_editions())


@pytest.mark.parametrize("edition", packaged_editions(), ids=lambda edition: edition.id)
def test_an_edition_shows_every_criterion_question_and_source(client, db, words, edition):
    response = client.get(reverse("edition", args=[edition.id]))
    text = words(response)
    for benchmark in edition.benchmarks:
        assert str(benchmark.title) in text
        assert all(f"{criterion.id} " in text for criterion in benchmark.criteria)
    for key in edition.sources:
        assert f'id="source-{key}"' in response.content.decode()


def test_a_translation_that_nobody_reviewed_says_so(client, db, words):
    client.cookies["django_language"] = "zh-hant"
    response = client.get(reverse("edition", args=["hkbm-schools"]))
    assert "not yet reviewed" in words(response) or "未" in words(response)
    assert response.context["translation"].reviewed is False


def test_a_benchmark_that_awaits_its_text_has_none(client, db):
    response = client.get(reverse("edition", args=["hkbm-schools"]))
    awaiting = [each for each in response.context["edition"].benchmarks if each.awaiting]
    assert [(each.id, each.criteria, each.questions) for each in awaiting] == [("3", (), ())]


def test_an_edition_downloads_as_case_and_as_skos(client, db):
    address = reverse("edition", args=["gatsby-2024-schools"])
    package = json.loads(client.get(address, {"format": "case"}).content)
    assert package["CFDocument"]["title"] == "Gatsby Benchmarks 2024, schools"
    assert b"skos:ConceptScheme" in client.get(address, {"format": "skos"}).content


@pytest.mark.parametrize("address", ["/frameworks/nothing/", "/frameworks/gatsby-2024-schools/?format=pdf"])
def test_what_there_is_not_is_not_found(client, db, address):
    assert client.get(address).status_code == 404
