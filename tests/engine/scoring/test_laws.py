"""What holds for every edition, institution and set of answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trigpoint.engine.frameworks.edition import Edition, Question, QuestionKind
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition
from trigpoint.engine.scoring.answers import Answer, AnswerState, check_answer
from trigpoint.engine.scoring.profile import Profile
from trigpoint.engine.scoring.standing import InstitutionStanding, score
from trigpoint.engine.vocabulary.standings import Status
from trigpoint.jobs.storage.packaged_content import packaged_edition, register

LAWS = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(LAWS, max_examples=15)
PACKAGED = [entry.id for entry in register().editions]

SURE = {"status": "inferred"}
STEPS = [("q0", "0"), ("q1", "1/4"), ("q2", "1/2"), ("q4", "1")]
HEAD = {
    **{"id": "made-1", "framework": "made", "title": "Made up", "short_title": "Made up", "version": "1"},
    **{"language": "en", "jurisdiction": "nowhere", "publisher": "Nobody", "rights": "Our own words."},
    **{"kinds_of_institution": ["school", "college"], "person": "pupil", "sources": {}},
    "policies": {
        **{use: {"allowed": True, **SURE} for use in ("scored", "compared", "ranked", "published")},
        "statement": "Made up",
    },
    "scoring": {"rounding": "floor", "achieved_at": 100, **SURE},
    "years": [{"id": year, "title": year} for year in ("Y11", "Y13")],
    "scales": [
        {
            **{"id": "steps", "title": "Steps", "kind": "steps", **SURE},
            "values": [{"id": word, "title": word, "credit": credit, **SURE} for word, credit in STEPS],
        }
    ],
}
YEARS = st.sampled_from([[], [], ["Y11"], ["Y13"]])
VALUES = st.sampled_from([word for word, _ in STEPS])
OTHERWISE = st.sampled_from(["no_credit", "leaves_sum"])


@st.composite
def questions(draw: st.DrawFn, benchmark: str, earlier: list[str]) -> dict[str, Any]:
    number = f"{benchmark}.{draw(st.integers(1, 10**6))}"
    kind = draw(st.sampled_from(["choice", "checklist", "matrix"]))
    question: dict[str, Any] = {
        **{"id": number, "text": "Made up.", "kind": kind, "scale": "steps", **SURE},
        "criteria": draw(
            st.lists(st.sampled_from([f"{benchmark}.a", f"{benchmark}.b"]), min_size=1, unique=True)
        ),
        "areas": draw(st.sampled_from(["one", "none"] if kind == "choice" else ["one", "each_line", "none"])),
        "needs_years": draw(YEARS),
    }
    if earlier and draw(st.integers(0, 2)):
        question["asked_when"] = draw(conditions(st.sampled_from(earlier)))
    if kind != "choice":
        question["lines"] = [
            {"id": line, "text": "Made up.", "needs_years": draw(YEARS), **SURE}
            for line in "abc"[: draw(st.integers(1, 3))]
        ]
        if len(question["lines"]) > 1 and draw(st.booleans()):
            question["lines"][-1]["asked_when"] = draw(conditions(st.just(number))) | {"line": "a"}
    if kind == "matrix":
        question["columns"] = [
            {"id": column, "text": "Made up.", "needs_years": draw(YEARS), **SURE} for column in "xy"
        ]
    return question


@st.composite
def conditions(draw: st.DrawFn, others: st.SearchStrategy[str]) -> dict[str, Any]:
    answers = draw(st.lists(VALUES, min_size=1, max_size=3, unique=True))
    return {"question": draw(others), "answers": answers, "otherwise": draw(OTHERWISE)}


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    benchmarks, earlier = [], list[str]()
    for benchmark in ("1", "2")[: draw(st.integers(1, 2))]:
        asked: list[dict[str, Any]] = []
        for _ in range(draw(st.integers(2, 5))):
            question = draw(questions(benchmark, earlier))
            if question["id"] not in earlier:
                asked.append(question)
                earlier.append(question["id"])
        spoken_of = sorted({criterion for question in asked for criterion in question["criteria"]})
        benchmarks.append(
            {
                **{"id": benchmark, "title": "Made up", "summary": "Made up.", **SURE, "questions": asked},
                "criteria": [
                    {
                        "id": found,
                        "text": "Made up.",
                        "evidence": "attested",
                        "needs_years": draw(YEARS),
                        **SURE,
                    }
                    for found in spoken_of
                ],
            }
        )
    text = json.dumps(HEAD | {"benchmarks": benchmarks})
    return read_edition(EditionFiles(FileText("made.yaml", text)))


def profiles(edition: Edition) -> st.SearchStrategy[Profile]:
    years = st.frozensets(st.sampled_from([year.id for year in edition.years] or ["none"]))
    return st.builds(Profile, st.sampled_from(edition.kinds_of_institution), st.none() | years)


def values(edition: Edition, question: Question, *, complete: bool) -> st.SearchStrategy[Any]:
    if question.kind is QuestionKind.FIGURE:
        return st.just({"numerator": 1, "denominator": 2})
    if question.kind is QuestionKind.WORDS:
        return st.just("Made up.")
    known = [value.id for value in edition.scale(str(question.scale)).values]
    if question.kind not in {QuestionKind.CHECKLIST, QuestionKind.MATRIX}:
        return st.sampled_from(known)
    cell = st.sampled_from([*known, "not_applicable", *(() if complete else ("not_known",))])

    def each(ids: list[str], of: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
        whole = dict.fromkeys(ids, of)
        return st.fixed_dictionaries(whole) if complete else st.fixed_dictionaries({}, optional=whole)

    lines = [line.id for line in question.lines]
    if question.kind is QuestionKind.CHECKLIST:
        return each(lines, cell)
    return each(lines, each([column.id for column in question.columns], cell))


@st.composite
def answers_to(draw: st.DrawFn, edition: Edition, *, complete: bool = False) -> dict[str, Answer]:
    """Answers that fit; with `complete`, to every question, and none of them "not known"."""
    answers: dict[str, Answer] = {}
    how = ["value", "value", "value", "not_applicable", *(() if complete else ("not_known", "nothing"))]
    for _, question in edition.questions():
        chosen = draw(st.sampled_from(how))
        if chosen == "value":
            value = draw(values(edition, question, complete=complete))
            answers[question.id] = Answer(AnswerState.ANSWERED, value)
        elif chosen == "not_applicable":
            answers[question.id] = Answer(AnswerState.NOT_APPLICABLE, reason="None here.")
        elif chosen == "not_known":
            answers[question.id] = Answer(AnswerState.NOT_KNOWN)
        if question.id in answers:
            assert check_answer(edition, question, answers[question.id]) == []
    return answers


def hold_bounds(edition: Edition, standing: InstitutionStanding) -> None:
    """Scores lie in 0 to 100 with low below high; what is achieved has every criterion that applies achieved."""
    criteria = {criterion.criterion_id: criterion.status for criterion in standing.criteria}
    for benchmark in standing.benchmarks:
        assert 0 <= benchmark.sum.low <= benchmark.sum.high <= benchmark.sum.of
        assert (benchmark.score_low is None) == (benchmark.score_high is None)
        if benchmark.score_low is not None and benchmark.score_high is not None:
            assert 0 <= benchmark.score_low <= benchmark.score_high <= 100
        if benchmark.status is Status.ACHIEVED and edition.scoring.achieved_at == 100:
            own = {criteria[criterion.id] for criterion in edition.benchmark(benchmark.benchmark_id).criteria}
            assert own <= {Status.ACHIEVED, Status.NOT_APPLICABLE, Status.UNSCORED}
    assert 0 <= standing.achieved_low <= standing.achieved_high <= standing.assessable


def hold_silence_is_not_no(
    edition: Edition, profile: Profile, answers: Mapping[str, Answer], removed: str
) -> None:
    """Without one of the answers every bound is as wide as before, or wider."""
    fewer = {question_id: answer for question_id, answer in answers.items() if question_id != removed}
    now, before = score(edition, profile, fewer), score(edition, profile, answers)
    assert now.achieved_low <= before.achieved_low
    assert now.achieved_high >= before.achieved_high
    for later, earlier in zip(now.benchmarks, before.benchmarks, strict=True):
        if earlier.score_low is not None and earlier.score_high is not None:
            assert later.score_low is not None
            assert later.score_high is not None
            assert later.score_low <= earlier.score_low
            assert later.score_high >= earlier.score_high


def hold_all_is_known(edition: Edition, profile: Profile, answers: Mapping[str, Answer]) -> None:
    standing = score(edition, profile, answers)
    assert standing.unanswered == 0
    assert standing.achieved_low == standing.achieved_high
    for benchmark in standing.benchmarks:
        assert benchmark.sum.low == benchmark.sum.high
        assert benchmark.status is not Status.NOT_KNOWN


@LAWS
@given(st.data())
def test_made_up_edition_keeps_its_bounds(data: st.DataObject) -> None:
    edition = data.draw(editions())
    hold_bounds(edition, score(edition, data.draw(profiles(edition)), data.draw(answers_to(edition))))


@LAWS
@given(st.data())
def test_silence_is_never_no_in_a_made_up_edition(data: st.DataObject) -> None:
    edition = data.draw(editions())
    profile, answers = data.draw(profiles(edition)), data.draw(answers_to(edition))
    for removed in answers:
        hold_silence_is_not_no(edition, profile, answers, removed)


@LAWS
@given(st.data())
def test_made_up_edition_is_known_when_all_is_answered(data: st.DataObject) -> None:
    edition = data.draw(editions())
    answers = data.draw(answers_to(edition, complete=True))
    hold_all_is_known(edition, data.draw(profiles(edition)), answers)


@pytest.mark.parametrize("edition_id", PACKAGED)
@FEWER
@given(data=st.data())
def test_packaged_edition_keeps_its_bounds_and_silence_is_never_no(
    edition_id: str, data: st.DataObject
) -> None:
    edition = packaged_edition(edition_id)
    profile, answers = data.draw(profiles(edition)), data.draw(answers_to(edition))
    hold_bounds(edition, score(edition, profile, answers))
    removed = data.draw(st.sampled_from(sorted(answers) or ["nothing"]))
    hold_silence_is_not_no(edition, profile, answers, removed)


@pytest.mark.parametrize("edition_id", PACKAGED)
@FEWER
@given(data=st.data())
def test_packaged_edition_is_known_when_all_is_answered(edition_id: str, data: st.DataObject) -> None:
    edition = packaged_edition(edition_id)
    hold_all_is_known(edition, data.draw(profiles(edition)), data.draw(answers_to(edition, complete=True)))
