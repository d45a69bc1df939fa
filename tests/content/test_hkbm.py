"""Hong Kong's benchmarks: ten in three domains, states and no scores, and every word in Traditional Chinese."""

from collections.abc import Iterator
from typing import Any

from trigpoint.engine.frameworks.edition import Areas, Edition, QuestionKind
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Provenance, Status
from trigpoint.jobs.storage.packaged_content import packaged_edition

SCHOOL = Profile("hk_secondary_school", frozenset({"S1", "S2", "S3", "S4", "S5", "S6"}))


def hkbm() -> Edition:
    return packaged_edition("hkbm-schools")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}[{number}]")


def test_ten_benchmarks_stand_in_three_domains():
    assert [benchmark.id for benchmark in hkbm().benchmarks] == [str(n) for n in range(1, 11)]
    assert {benchmark.domain for benchmark in hkbm().benchmarks} == {domain.id for domain in hkbm().domains}
    assert len(hkbm().domains) == 3


def test_benchmark_3_awaits_its_text_and_asks_nothing():
    third = hkbm().benchmark("3")
    assert third.awaiting is not None
    assert (third.criteria, third.questions) == ((), ())


def test_nothing_is_scored_compared_ranked_or_published():
    policies = hkbm().policies
    allowed = [policies.scored, policies.compared, policies.ranked, policies.published]
    assert [policy.allowed for policy in allowed] == [False] * 4


def test_nine_benchmarks_can_be_assessed_and_none_has_a_score():
    standing = score(hkbm(), SCHOOL, {})
    assert standing.assessable == 9
    assert {benchmark.score_low for benchmark in standing.benchmarks} == {None}
    assert standing.benchmark("3").status is Status.UNSCORED


def test_every_text_is_there_in_traditional_chinese():
    missing = [path for path, text in texts(hkbm()) if "zh-Hant" not in text.root]
    assert missing == []


def test_translation_says_that_nobody_has_reviewed_it():
    (translation,) = hkbm().translations
    assert (translation.language, translation.made_by, translation.reviewed) == (
        "zh-Hant",
        "trigpoint",
        False,
    )


def test_every_count_of_people_or_things_can_be_given_as_a_figure():
    shares = {
        criterion.id
        for benchmark in hkbm().benchmarks
        for criterion in benchmark.criteria
        if criterion.threshold is not None and criterion.threshold.share is not None
    }
    figures = [question for _, question in hkbm().questions() if question.kind is QuestionKind.FIGURE]
    assert shares - {criterion for question in figures for criterion in question.criteria} == set()
    assert {question.areas for question in figures} == {Areas.NONE}


def test_figure_stands_beside_the_question_it_belongs_to():
    questions = {question.id: question for _, question in hkbm().questions()}
    figures = [question for question in questions.values() if question.kind is QuestionKind.FIGURE]
    beside = [questions[figure.id.removesuffix(".1")] for figure in figures]
    assert [(figure.group, figure.criteria) for figure in figures] == [(q.group, q.criteria) for q in beside]


def test_criteria_are_sourced_and_what_is_ours_says_so():
    criteria = {criterion.status for benchmark in hkbm().benchmarks for criterion in benchmark.criteria}
    assert criteria == {Provenance.SOURCED}
    assert {question.status for _, question in hkbm().questions()} == {Provenance.INFERRED}
