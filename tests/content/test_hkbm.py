"""Hong Kong's benchmarks: ten in three domains, states and no scores, and every word in Traditional Chinese."""

from collections.abc import Iterator
from typing import Any

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.texts import Text
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import score
from trigpoint.engine.vocabulary.standings import Status
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
