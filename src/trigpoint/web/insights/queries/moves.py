"""What would move an institution most: benchmarks not achieved, and the shortest steps towards them."""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.engine.frameworks.edition import Benchmark, Edition, Line, Question
from trigpoint.engine.frameworks.scales import ScaleValue
from trigpoint.engine.scoring.moves import Move, Need, Step, steps_of, what_would_move
from trigpoint.engine.scoring.standing import BenchmarkStanding, score
from trigpoint.web.assessments.queries.editions import profile_of
from trigpoint.web.insights.queries.claims import Claim, answers_of
from trigpoint.web.organisations.models import Institution

STEPS_SHOWN = 3


@dataclass(frozen=True)
class Todo:
    """One area on the way: what it needs, and the answer that would be enough."""

    question: Question
    line: Line | None
    need: Need
    enough: ScaleValue


@dataclass(frozen=True)
class NextMove:
    """A benchmark that is not achieved, how far it is, and the shortest steps towards it."""

    benchmark: Benchmark
    score: tuple[int, int] | None
    short: int  # areas that have not earned all
    of: int
    steps: tuple[Todo, ...]

    @property
    def others(self) -> int:
        """Steps that are not named."""
        return self.short - len(self.steps)


def moves_of(institution: Institution, claim: Claim, limit: int = 4) -> list[NextMove]:
    """What would move the institution most, worked out anew from the claim's answers; none without answers."""
    answers = answers_of(claim)
    if not answers:
        return []
    standing = score(claim.edition, profile_of(institution), answers)
    return [
        _next_move(claim.edition, move, standing.benchmark(move.benchmark_id))
        for move in what_would_move(standing)[:limit]
    ]


def _next_move(edition: Edition, move: Move, standing: BenchmarkStanding) -> NextMove:
    low, high = standing.score_low, standing.score_high
    return NextMove(
        edition.benchmark(move.benchmark_id),
        None if low is None or high is None else (low, high),
        len(move.areas),
        standing.sum.of,
        tuple(_todo(edition, step) for step in steps_of(edition, move)[:STEPS_SHOWN]),
    )


def _todo(edition: Edition, step: Step) -> Todo:
    question = edition.question(step.area.question_id)
    line = next((line for line in question.lines if line.id == step.area.line_id), None)
    return Todo(question, line, step.need, edition.scale(str(question.scale)).value(step.enough))
