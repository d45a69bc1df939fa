"""The figures that an invented nation follows: held against the published ones that come with the package."""

from __future__ import annotations

from decimal import Decimal

import pytest

from trigpoint.engine.datasets.words import MEANINGFUL_TESTS, RECORD_OF_KIND
from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.jobs.storage.packaged_content import (
    content_text,
    packaged_edition,
    packaged_editions,
    register,
)
from trigpoint.jobs.synthesis.shapes import packaged_shape, shape_ids


def shapes():
    return [packaged_shape(each) for each in shape_ids()]


@pytest.mark.parametrize("shape", shapes(), ids=shape_ids())
def test_a_shape_speaks_the_words_of_its_edition(shape):
    edition = packaged_edition(shape.edition)
    assert shape.jurisdiction == edition.jurisdiction
    assert list(shape.groups) == [year.id for year in edition.years]
    assert [shape.first_age + 1 + n for n in range(len(shape.groups))] == [year.age for year in edition.years]
    known = {kind for each in packaged_editions() for kind in each.kinds_of_institution}
    assert {kind.id for kind in shape.kinds} <= known


@pytest.mark.parametrize("shape", shapes(), ids=shape_ids())
def test_what_is_offered_together_is_of_one_kind_of_record(shape):
    for offer in shape.programme:
        assert {RECORD_OF_KIND[kind] for kind in offer.kinds} == {offer.record}
        assert offer.record in shape.reached
        assert not offer.partner or offer.partner in shape.partners
    assert len({offer.id for offer in shape.programme}) == len(shape.programme)


@pytest.mark.parametrize("shape", shapes(), ids=shape_ids())
def test_shares_of_what_must_be_one_of_several_add_up_to_one(shape):
    for shares in (
        [kind.share for kind in shape.kinds],
        shape.states.values(),
        [pattern.share for pattern in shape.test_patterns],
        shape.partner_sizes.values(),
        shape.destinations.categories.values(),
        [each.share for each in shape.records_kept],
        [each.share for each in shape.leavers_kept],
        [each.share for each in shape.adviser_levels],
    ):
        assert sum(Decimal(str(share)) for share in shares) == 1


@pytest.mark.parametrize("shape", shapes(), ids=shape_ids())
def test_what_is_said_to_be_sourced_names_its_source(shape):
    figures = [*shape.kinds, *shape.rates.values(), *shape.reached.values(), shape.destinations]
    for figure in figures:
        assert (figure.status == "sourced") <= bool(figure.sources)
        assert set(figure.sources) <= set(shape.sources)


def test_shares_of_institutions_that_reach_a_benchmark_are_the_published_ones():
    published = {
        row["benchmark"]: row["achieved"]
        for row in raw_rows("gatsby-2014-national-shares")
        if row["year"] == "2018/19"
    }
    for shape in shapes():
        for each in shape.reached.values():
            assert Decimal(str(each.share)) * 100 == Decimal(published[each.benchmark])


def raw_rows(comparator_id):
    """The rows of a packaged comparator as they are written."""
    [entry] = [each for each in register().comparators if each.id == comparator_id]
    return read_layer(content_text(entry.file).text, entry.file).data["rows"]


def test_destinations_are_the_published_ones_and_their_sum_is_everybody():
    [row] = [
        row
        for row in raw_rows("ks4-destinations-england")
        if row["leaving_year"] == "2022/23" and row["institutions"] == "State-funded mainstream schools"
    ]
    names = {"empty": "not_known"}
    for shape in shapes():
        for name, share in shape.destinations.categories.items():
            printed = Decimal(row["printed"][names.get(name, name)])
            assert abs(Decimal(str(share)) * 100 - printed) <= Decimal("0.1")


def test_a_pattern_of_tests_says_passed_failed_or_not_known_of_each():
    for shape in shapes():
        for pattern in shape.test_patterns:
            assert set(pattern.verdicts()) <= {1, 0, -1}
            assert len(pattern.verdicts()) == len(MEANINGFUL_TESTS)
        assert any(set(pattern.verdicts()) == {-1} for pattern in shape.test_patterns)
