"""An edition of a framework as frozen values: benchmarks, criteria, questions, scales and policies.

Nothing here knows how many benchmarks there are, what a year group is called or what counts as achieved:
all of that is read from content files (`reading`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from trigpoint.engine.frameworks.scales import Exact, Scale
from trigpoint.engine.frameworks.texts import Clause, Frozen, Text

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, (str, Mapping)) else value


class Evidence(StrEnum):
    """What can show that a criterion is met."""

    COUNTED = "counted"  # computed from records of pupils, staff and activities
    DOCUMENTED = "documented"  # a dated document or page with an owner, checked by a second person
    ATTESTED = "attested"  # records cannot show it: only the claim and the review speak


class QuestionKind(StrEnum):
    CHOICE = "choice"  # one value of a scale
    SHARE = "share"  # one band of a share scale
    CHECKLIST = "checklist"  # one value of a scale per line
    MATRIX = "matrix"  # one value of a scale per line and column
    FIGURE = "figure"  # a numerator and a denominator; never scored by itself
    WORDS = "words"  # free text; never scored


class Areas(StrEnum):
    """How many assessment areas a question stands for in its benchmark's score."""

    ONE = "one"  # the mean credit of its lines or cells is one area
    EACH_LINE = "each_line"
    NONE = "none"  # unscored


class Otherwise(StrEnum):
    """What becomes of a conditional question's areas when it is not asked."""

    NO_CREDIT = "no_credit"  # they stay in the sum and earn nothing
    LEAVES_SUM = "leaves_sum"  # they are not applicable


class Source(Frozen):
    title: str
    address: str | None = None
    read_on: date | None = None
    note: str | None = None


class Policy(Clause):
    """One yes or no about how results of the edition may be used, with its reason in the note."""

    allowed: bool


class Policies(Frozen):
    scored: Policy  # is there a number from 0 to 100?
    compared: Policy  # may institutions and averages stand side by side?
    ranked: Policy  # may institutions be put in order of result?
    published: Policy  # may a result be published by default?
    statement: Text  # printed with every result, e.g. that a score is not the official one


class Scoring(Clause):
    """Score of a benchmark = mean credit over its areas, cut off to a whole number of `places` decimals."""

    rounding: Annotated[str, StringConstraints(pattern="^floor$")]
    achieved_at: Annotated[int, Field(ge=1, le=100)]


class YearGroup(Frozen):
    id: Id
    title: Text
    age: int | None = None  # age reached in the year; None where an edition has no ages


class Stage(Clause):
    id: Id
    title: Text
    years: tuple[Id, ...] = ()  # empty: the whole programme of study


class Domain(Clause):
    id: Id
    title: Text


class Threshold(Clause):
    """The numbers a criterion asks for. A missing key is not asked for.

    `at_least` things, of each person or of the institution; for a `share` of people, as a fraction
    (1 is everyone); in `each` year or stage; `by` the end of a year group; within `months`; out of
    `kinds` that must each be there.
    """

    at_least: int | None = None
    share: Exact | None = None
    each: Id | None = None
    by: Id | None = None
    months: int | None = None
    kinds: tuple[Id, ...] = ()


class Criterion(Clause):
    id: Id
    text: Text
    evidence: Evidence
    threshold: Threshold | None = None
    years: tuple[Id, ...] = ()  # the year groups it speaks of; empty: all
    needs_years: tuple[Id, ...] = ()  # not applicable to an institution with none of these year groups
    kinds_of_institution: tuple[Id, ...] = ()  # empty: every kind the edition is for


class Condition(Frozen):
    """Asked only when another question, or one line of it, has one of these answers."""

    question: Id
    line: Id | None = None
    answers: tuple[str, ...]
    otherwise: Otherwise


class Line(Clause):
    """A line of a checklist or a row or column of a matrix. An area of its own where the question says so."""

    id: Id
    text: Text
    needs_years: tuple[Id, ...] = ()
    asked_when: Condition | None = None  # lines only; may hang on an earlier line of the same question


class Question(Clause):
    """What an institution is asked. Its number is its own; it answers one or more criteria."""

    id: Id
    criteria: Annotated[tuple[Id, ...], BeforeValidator(_as_list), Field(min_length=1)]
    text: Text
    help: Text | None = None
    kind: QuestionKind
    scale: Id | None = None
    lines: tuple[Line, ...] = ()
    columns: tuple[Line, ...] = ()
    areas: Areas
    asked_when: Condition | None = None
    inside: Id | None = None  # the question it is nested in
    group: Id | None = None  # questions of one group share a page
    needs_years: tuple[Id, ...] = ()
    kinds_of_institution: tuple[Id, ...] = ()
    population: Text | None = None  # of whom, where not of everyone; may be nobody, then not applicable


class Benchmark(Clause):
    id: Id
    title: Text
    summary: Text
    domain: Id | None = None
    awaiting: Text | None = None  # why the benchmark cannot be assessed yet; then it has no questions
    published_areas: int | None = None  # number of assessment areas its publisher shows, checked against ours
    criteria: tuple[Criterion, ...] = ()
    questions: tuple[Question, ...] = ()


class Translation(Frozen):
    """One language of an edition, and whether somebody who knows both languages has read it."""

    language: str
    made_by: Annotated[str, StringConstraints(pattern="^(publisher|trigpoint)$")]
    reviewed: bool
    note: str | None = None


class Edition(Frozen):
    """A dated version of a framework for an audience. Results keep the edition they were made with."""

    id: Id
    framework: Id
    title: Text
    short_title: Text
    version: str
    language: str  # the language its file is written in
    jurisdiction: Id
    publisher: str
    rights: str
    published_on: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    kinds_of_institution: tuple[Id, ...]
    person: Text  # what a young person is called: pupil, student, learner
    cohort_is_chosen: bool = False  # the institution chooses whom it reports on, with a reason
    note: Text | None = None
    translations: tuple[Translation, ...] = ()
    sources: Mapping[str, Source]
    policies: Policies
    scoring: Scoring
    years: tuple[YearGroup, ...] = ()
    stages: tuple[Stage, ...] = ()
    domains: tuple[Domain, ...] = ()
    scales: tuple[Scale, ...]
    benchmarks: Annotated[tuple[Benchmark, ...], Field(min_length=1)]

    def scale(self, scale_id: str) -> Scale:
        return next(scale for scale in self.scales if scale.id == scale_id)

    def benchmark(self, benchmark_id: str) -> Benchmark:
        return next(benchmark for benchmark in self.benchmarks if benchmark.id == benchmark_id)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; KeyError when the edition has none."""
        for benchmark in self.benchmarks:
            for criterion in benchmark.criteria:
                if criterion.id == criterion_id:
                    return criterion
        raise KeyError(criterion_id)

    def questions(self) -> Iterator[tuple[Benchmark, Question]]:
        """Every question with its benchmark, in the order in which they are asked."""
        for benchmark in self.benchmarks:
            for question in benchmark.questions:
                yield benchmark, question

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError when the edition has none."""
        for _, question in self.questions():
            if question.id == question_id:
                return question
        raise KeyError(question_id)
