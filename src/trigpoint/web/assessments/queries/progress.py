"""How far an assessment is: by benchmark, and which page comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trigpoint.engine.frameworks.edition import Benchmark, Edition, Question
from trigpoint.engine.scoring.answers import Answers, AnswerState
from trigpoint.engine.scoring.asking import Asked, Page, is_complete, pages_asked


@dataclass(frozen=True)
class Step:
    """A benchmark on the task list. One that awaits its text has no page."""

    benchmark: Benchmark
    done: int
    asked: int
    page_id: str | None  # where to go on within the benchmark

    @property
    def sign(self) -> str:
        if self.asked and self.done == self.asked:
            return "ok"
        return "mid" if self.done else "no"


@dataclass(frozen=True)
class Progress:
    pages: Sequence[Page]
    steps: Sequence[Step]
    unanswered: Sequence[tuple[Benchmark, Question]]
    not_known: Sequence[tuple[Benchmark, Question]]
    done: int
    asked: int

    def page_of(self, question_id: str) -> Page | None:
        """The page that holds a question; None when it is not asked as things stand."""
        wanted = (
            page for page in self.pages if any(question.id == question_id for question in page.questions)
        )
        return next(wanted, None)

    def beside(self, page: Page, step: int) -> Page | None:
        """The page `step` places on (1) or back (-1); None past either end."""
        place = [each.id for each in self.pages].index(page.id) + step
        return self.pages[place] if 0 <= place < len(self.pages) else None

    @property
    def resume(self) -> str | None:
        """The first page with something unanswered."""
        return self.unanswered[0][1].id if self.unanswered else None


def progress_of(edition: Edition, asked: Asked, answers: Answers) -> Progress:
    """Counts what is asked as things stand. An answer in part is not done; "not known" is."""
    pages = pages_asked(edition, asked, answers)
    shown = [(page.benchmark, question) for page in pages for question in page.questions]
    open_ones = [
        (benchmark, question)
        for benchmark, question in shown
        if not is_complete(question, answers.get(question.id), asked)
    ]
    unknown = [
        (benchmark, question)
        for benchmark, question in shown
        if question.id in answers and answers[question.id].state is AnswerState.NOT_KNOWN
    ]
    steps = [_step(benchmark, shown, open_ones) for benchmark in edition.benchmarks]
    return Progress(pages, steps, open_ones, unknown, len(shown) - len(open_ones), len(shown))


def _step(
    benchmark: Benchmark,
    shown: Sequence[tuple[Benchmark, Question]],
    open_ones: Sequence[tuple[Benchmark, Question]],
) -> Step:
    mine = [question for each, question in shown if each is benchmark]
    still = [question for each, question in open_ones if each is benchmark]
    first = next(iter(still or mine), None)
    return Step(benchmark, len(mine) - len(still), len(mine), first.id if first else None)
