"""What our CASE packages hold, and that the official schema agrees with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.jobs.interchange.case.export import edition_identifier, export_edition, item_identifier
from trigpoint.jobs.storage.packaged_content import packaged_edition, register

CaseErrors = Callable[[Any], list[str]]
EDITIONS = [entry.id for entry in register().editions]


def item(package: dict[str, Any], noun: str, code: str) -> dict[str, Any]:
    found = [
        item for item in package["CFItems"] if (item["CFItemType"], item["humanCodingScheme"]) == (noun, code)
    ]
    assert len(found) == 1
    return found[0]


def links(package: dict[str, Any], kind: str) -> set[tuple[str, str]]:
    return {
        (association["originNodeURI"]["identifier"], association["destinationNodeURI"]["identifier"])
        for association in package["CFAssociations"]
        if association["associationType"] == kind
    }


@pytest.mark.reference
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_a_packaged_edition_validates_against_the_official_schema_in_every_language(
    edition_id: str, case_errors: CaseErrors
) -> None:
    edition = packaged_edition(edition_id)
    for language in (edition.language, *(translation.language for translation in edition.translations)):
        package = export_edition(edition, language=language)
        assert case_errors(package) == []


@pytest.mark.reference
def test_the_small_edition_validates_against_the_official_schema(
    small_edition: Edition, case_errors: CaseErrors
) -> None:
    package = export_edition(small_edition, base="https://hub.example/case")
    assert case_errors(package) == []


@pytest.mark.reference
def test_the_schema_refuses_a_package_with_an_item_without_statement(
    small_edition: Edition, case_errors: CaseErrors
) -> None:
    package = export_edition(small_edition)
    del package["CFItems"][0]["fullStatement"]
    assert case_errors(package) == ["'fullStatement' is a required property"]


def test_items_hang_below_each_other_as_the_edition_says(small_edition: Edition) -> None:
    package = export_edition(small_edition)

    def one(noun: str, code: str) -> str:
        return item_identifier("small-2024", noun, code)

    document = edition_identifier("small-2024")
    assert links(package, "isChildOf") == {
        (one("Benchmark", "1"), document),
        (one("Benchmark", "2"), document),
        (one("Criterion", "1.1"), one("Benchmark", "1")),
        (one("Criterion", "1.2"), one("Benchmark", "1")),
        (one("Question", "1.1"), one("Criterion", "1.1")),
        (one("Question", "1.2"), one("Criterion", "1.2")),
    }
    assert links(package, "isRelatedTo") == {(one("Question", "1.1"), one("Criterion", "1.2"))}


def test_notes_say_status_sources_and_threshold(small_edition: Edition) -> None:
    package = export_edition(small_edition)
    assert item(package, "Criterion", "1.2")["notes"] == (
        "Status: from memory. Evidence: counted. Asks for: at least 1, for 75% of people, by the end of Year 7."
    )
    assert item(package, "Benchmark", "2")["notes"] == (
        "Status: sourced. Source: A page, https://example.org/page. "
        "Awaiting: The publisher has not said what it asks."
    )
    assert item(package, "Question", "1.2")["notes"] == "Status: inferred.\nLine a: Pupils"


def test_the_document_says_version_status_dates_and_rights(small_edition: Edition) -> None:
    document = export_edition(small_edition)["CFDocument"]
    said = {
        key: document[key]
        for key in ("title", "version", "language", "adoptionStatus", "statusStartDate", "lastChangeDateTime")
    }
    assert said == {
        "title": "Small benchmarks",
        "version": "2024.1",
        "language": "en",
        "adoptionStatus": "Adopted",
        "statusStartDate": "2025-09-01",
        "lastChangeDateTime": "2024-11-18T00:00:00+00:00",
    }
    assert document["licenseURI"]["title"] == "Anyone may use it."


def test_an_edition_with_an_end_is_deprecated(small_edition: Edition) -> None:
    ended = small_edition.model_copy(update={"in_force_to": small_edition.in_force_from})
    assert export_edition(ended)["CFDocument"]["adoptionStatus"] == "Deprecated"


def test_a_scale_becomes_a_rubric_that_keeps_exact_credit(small_edition: Edition) -> None:
    (rubric,) = export_edition(small_edition)["CFRubrics"]
    levels = rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    exact = [level["extensions"][0]["trigpoint"]["credit"] for level in levels]
    assert [level["quality"] for level in levels] == ["No", "Partly", "Yes"]
    assert exact == ["0", "1/3", "1"]


def test_two_exports_are_the_same_and_identifiers_outlive_a_new_date(small_edition: Edition) -> None:
    first = export_edition(small_edition)
    later = export_edition(small_edition, changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert export_edition(small_edition) == first
    assert [item["identifier"] for item in later["CFItems"]] == [
        item["identifier"] for item in first["CFItems"]
    ]


def test_a_translation_has_identifiers_of_its_own_and_names_what_it_translates(
    small_edition: Edition,
) -> None:
    package = export_edition(small_edition, language="cy")
    criterion = item(package, "Criterion", "1.1")
    assert (criterion["fullStatement"], criterion["language"]) == ("Mae ar bapur.", "cy")
    original = item_identifier("small-2024", "Criterion", "1.1")
    assert (criterion["identifier"], original) in links(package, "isTranslationOf")
    assert item(package, "Criterion", "1.2")["language"] == "en"  # not translated, and says so
    assert "Translated by: trigpoint, not yet reviewed." in package["CFDocument"]["notes"]
