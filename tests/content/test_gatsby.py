"""The Gatsby editions: numbers that are published, and nothing said without saying how sure we are."""

import pytest

from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.jobs.storage.packaged_content import packaged_edition, packaged_editions

OFFICIAL_TITLES_2014 = [
    "A stable careers programme",
    "Learning from career and labour market information",
    "Addressing the needs of each pupil",
    "Linking curriculum learning to careers",
    "Encounters with employers and employees",
    "Experiences of workplaces",
    "Encounters with further and higher education",
    "Personal guidance",
]


@pytest.mark.parametrize("edition", packaged_editions(), ids=lambda edition: edition.id)
def test_published_numbers_of_areas_come_out(edition):
    standing = score(edition, Profile(edition.kinds_of_institution[0]), {})
    for benchmark in edition.benchmarks:
        if benchmark.published_areas is not None:
            assert standing.benchmark(benchmark.id).sum.of == benchmark.published_areas


def test_titles_are_the_official_ones():
    assert [str(b.title) for b in packaged_edition("gatsby-2014-schools").benchmarks] == OFFICIAL_TITLES_2014
    updated = [str(b.title) for b in packaged_edition("gatsby-2024-schools").benchmarks]
    assert updated == [
        *OFFICIAL_TITLES_2014[:2],
        "Addressing the needs of each young person",
        *OFFICIAL_TITLES_2014[3:],
    ]


def test_school_without_a_sixth_form_is_not_asked_about_it():
    years = frozenset({"Y7", "Y8", "Y9", "Y10", "Y11"})
    standing = score(packaged_edition("gatsby-2024-schools"), Profile("school_11_16", years), {})
    assert [benchmark.sum.of for benchmark in standing.benchmarks] == [8, 4, 7, 6, 3, 1, 4, 3]


def test_special_schools_choose_whom_they_report_on():
    special = packaged_edition("gatsby-2024-special")
    assert special.cohort_is_chosen
    assert [str(b.title) for b in special.benchmarks] == [
        str(b.title) for b in packaged_edition("gatsby-2024-schools").benchmarks
    ]


def test_every_2024_score_says_that_it_is_not_the_official_one():
    for edition_id in ("gatsby-2024-schools", "gatsby-2024-special", "gatsby-2024-colleges"):
        assert "not the official Compass result" in str(packaged_edition(edition_id).policies.statement)
