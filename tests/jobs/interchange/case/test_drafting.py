"""Packages from elsewhere, good and bad, as drafts."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.texts import Text
from trigpoint.jobs.interchange.case.drafting import Draft, draft_edition
from trigpoint.jobs.interchange.case.export import export_edition
from trigpoint.jobs.interchange.case.reading import LARGEST_FILE, MOST_ITEMS
from trigpoint.jobs.storage.packaged_content import packaged_edition, register

DOCUMENT = {"identifier": "doc", "title": "From elsewhere", "creator": "Somebody", "language": "en"}


def package(*items: dict[str, Any], associations: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"CFDocument": DOCUMENT, "CFItems": list(items), "CFAssociations": associations or [], **more}


def item(identifier: str, statement: str = "Words.", **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "fullStatement": statement, **more}


def link(kind: str, origin: str, target: str, **more: Any) -> dict[str, Any]:
    nodes = {"originNodeURI": {"identifier": origin}, "destinationNodeURI": {"identifier": target}}
    return {"associationType": kind, **nodes, **more}


def draft(content: Any) -> Draft:
    return draft_edition("package.json", BytesIO(json.dumps(content).encode()))


def refused(content: bytes) -> list[str]:
    with pytest.raises(BadContent) as caught:
        draft_edition("package.json", BytesIO(content))
    return [f"{problem.line} {problem.where}: {problem.wrong}" for problem in caught.value.problems]


def words(text: Text) -> str:
    """The words in the first language; packages do not keep blanks and line ends around a text."""
    return str(text).strip()


def hierarchy(edition: Edition) -> list[Any]:
    """Ids and words in the edition's own language, without questions."""
    return [
        (
            b.id,
            str(b.title),
            str(b.summary),
            bool(b.awaiting),
            [(c.id, str(c.text), c.evidence) for c in b.criteria],
        )
        for b in edition.benchmarks
    ]


def questions(edition: Edition) -> list[Any]:
    return [(question.id, question.criteria, words(question.text)) for _, question in edition.questions()]


def said(draft: Draft) -> set[tuple[str, int]]:
    return {(found.what, found.count) for found in draft.not_carried}


@pytest.mark.parametrize("edition_id", [entry.id for entry in register().editions])
def test_a_packaged_edition_comes_back_with_its_titles_ids_and_hierarchy(edition_id: str) -> None:
    edition = packaged_edition(edition_id)
    back = draft(export_edition(edition)).edition
    assert words(back.title) == words(edition.title)
    assert hierarchy(back) == hierarchy(edition)
    assert sorted(questions(back)) == sorted(questions(edition))


def test_the_small_edition_comes_back_with_its_titles_ids_and_hierarchy(small_edition: Edition) -> None:
    back = draft(export_edition(small_edition))
    assert hierarchy(back.edition) == hierarchy(small_edition)
    assert questions(back.edition) == questions(small_edition)
    assert said(back) == {
        ("rubrics", 1),
        ("field conceptKeywords of the items", 1),
        ("scales, lines and conditions of questions", 2),
    }


def test_a_draft_is_inferred_and_neither_scored_nor_published(small_edition: Edition) -> None:
    edition = draft(export_edition(small_edition)).edition
    criterion = edition.benchmarks[0].criteria[1]
    assert (criterion.status, str(criterion.note).splitlines()[0]) == (
        "inferred",
        "Imported from CASE; not yet checked.",
    )
    policies = edition.policies
    uses = (policies.scored, policies.compared, policies.ranked, policies.published)
    assert [use.allowed for use in uses] == [False] * 4


SAMPLES = {
    "AdoptedTestFramework.json": [1],
    "ItemTypeTestFramework.json": [1],
    "MarkdownFramework.json": [1, 1],
    "SmartLevelFramework.json": [10, 2],
    "Utf8TestFramework.json": [1],
    "opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507.json": [7, 7],
}


@pytest.mark.reference
@pytest.mark.parametrize("name", SAMPLES)
def test_a_package_of_another_system_becomes_a_draft(name: str, case_samples: Path) -> None:
    with (case_samples / name).open("rb") as stream:
        edition = draft_edition(name, stream).edition
    assert [len(benchmark.criteria) for benchmark in edition.benchmarks] == SAMPLES[name]


@pytest.mark.reference
def test_what_the_largest_sample_leaves_behind_is_counted(case_samples: Path) -> None:
    name = "opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507.json"
    with (case_samples / name).open("rb") as stream:
        left = draft_edition(name, stream).not_carried
    assert sorted((found.what, found.count) for found in left) == [
        ("associations of kind exactMatchOf", 16),
        ("associations of kind exemplar", 2),
        ("associations of kind isRelatedTo", 2),
        ("associations of kind precedes", 1),
        ("associations of kind precedes", 2),
        ("field educationalLevel of the items", 16),
        ("field listEnumeration of the items", 14),
        ('item type "Cluster"', 2),
        ('item type "Component"', 8),
        ('item type "Standard"', 6),
        ("items deeper than two levels", 8),
    ]


def test_an_item_with_nothing_below_is_its_own_criterion_with_one_question() -> None:
    edition = draft(package(item("a", "Alone."))).edition
    assert hierarchy(edition) == [("1", "Alone.", "Alone.", False, [("1.1", "Alone.", "attested")])]
    assert questions(edition) == [("1.1", ("1.1",), "Alone.")]


def test_sequence_numbers_written_as_text_give_the_order() -> None:
    numbered = [
        link("isChildOf", "a", "doc", sequenceNumber="10"),
        link("isChildOf", "b", "doc", sequenceNumber="9"),
    ]
    edition = draft(package(item("a", "Second."), item("b", "First."), associations=numbered)).edition
    assert [str(benchmark.title) for benchmark in edition.benchmarks] == ["First.", "Second."]


def test_deeper_items_are_flattened_and_counted() -> None:
    below = [link("isChildOf", child, parent) for child, parent in (("b", "a"), ("c", "b"), ("d", "c"))]
    found = draft(package(item("a"), item("b", "B."), item("c", "C."), item("d", "D."), associations=below))
    assert [str(criterion.text) for criterion in found.edition.benchmarks[0].criteria] == ["B.", "C.", "D."]
    assert said(found) == {("items deeper than two levels", 2)}


def test_a_parent_outside_the_package_leaves_the_item_at_the_top() -> None:
    found = draft(package(item("a"), associations=[link("isChildOf", "a", "elsewhere")]))
    assert len(found.edition.benchmarks) == 1
    assert said(found) == {("places below an item outside the package", 1)}


def test_codes_that_are_no_ids_or_are_there_twice_are_written_differently() -> None:
    found = draft(package(item("a", humanCodingScheme="A 1"), item("b", humanCodingScheme="A 1")))
    assert [benchmark.id for benchmark in found.edition.benchmarks] == ["A-1", "A-1-2"]
    assert ("codes of items", 4) in said(found)  # two benchmarks, and the criterion that each is of itself


def test_a_language_nobody_names_is_said_not_guessed() -> None:
    found = draft({"CFDocument": {"title": "T", "identifier": "doc"}, "CFItems": [item("a")]})
    assert found.edition.language == "und"
    assert said(found) == {("language", 1)}


def test_items_without_words_are_left_behind_and_counted() -> None:
    found = draft(package(item("a"), {"identifier": "b"}, item("a"), "not an item"))
    assert said(found) == {("items", 2), ("entries of CFItems", 1)}


def test_a_chain_longer_than_pythons_own_limit_is_read() -> None:
    items = [item(str(number)) for number in range(1_500)]
    chain = [link("isChildOf", str(number + 1), str(number)) for number in range(1_499)]
    assert len(draft(package(*items, associations=chain)).edition.benchmarks[0].criteria) == 1_499


def test_text_that_is_not_json_is_refused_with_its_line() -> None:
    assert refused(b'{\n"CFDocument": }') == ["2 : this is not JSON: Expecting value."]


def test_json_nested_too_deep_is_refused() -> None:
    wrong = "0 : the JSON is nested too deep, or holds a number too long to read."
    assert refused(b"[" * 200_000) == [wrong]


def test_a_file_in_another_encoding_is_refused() -> None:
    assert refused('{"a": "café"}'.encode("cp1252")) == ["0 : the file is not text in UTF-8."]


def test_json_that_is_no_package_is_refused() -> None:
    assert refused(b'[{"CFDocument": {}}]') == ["0 : this is not a CASE package: it has no CFDocument."]


def test_a_package_without_items_is_refused() -> None:
    wrong = "0 CFItems: the package holds no items, so there is nothing to make benchmarks of."
    assert refused(json.dumps(package()).encode()) == [wrong]


def test_items_in_a_circle_are_refused_by_name() -> None:
    circle = [link("isChildOf", "a", "b"), link("isChildOf", "b", "a")]
    content = package(item("a", "A."), item("b", "B."), item("c"), associations=circle)
    wrong = '0 CFAssociations: these items are children of each other in a circle: "A.", "B.".'
    assert refused(json.dumps(content).encode()) == [wrong]


def test_a_file_over_the_limit_is_refused_before_it_is_parsed() -> None:
    wrong = "0 : the file is larger than 20 MB, the most that is read."
    assert refused(b" " * (LARGEST_FILE + 1)) == [wrong]


def test_a_package_of_too_many_items_is_refused() -> None:
    items = [item(str(number)) for number in range(MOST_ITEMS + 1)]
    wrong = "0 CFItems: the package holds 5001 items, more than the 5000 that are read."
    assert refused(json.dumps(package(*items)).encode()) == [wrong]
