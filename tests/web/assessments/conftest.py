"""Two small editions beside those of the package, and the steps that most stories begin with."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.scoring.answers import Answer, AnswerState
from trigpoint.jobs.storage import packaged_content
from trigpoint.jobs.storage.packaged_content import EditionEntry, Register
from trigpoint.web.accounts.models import User
from trigpoint.web.assessments.actions.answers import Entry, save_answers
from trigpoint.web.assessments.actions.drafts import start_assessment
from trigpoint.web.assessments.models import Assessment
from trigpoint.web.organisations.models import RoleKind
from trigpoint.web.shared.wording import unreviewed_languages

HERE = Path(__file__).parent
SMALL = Register(
    editions=(
        EditionEntry(id="small-2024", file="small.yaml"),
        EditionEntry(id="small-2024-chosen", file="chosen.yaml", extends="small-2024"),
    )
)
AUTUMN, SPRING = date(2025, 12, 31), date(2026, 3, 31)

FULL = {
    "1.1": "yes",
    "1.1.1": "The governors",
    "1.2": {"pupils": "yes", "parents": "yes"},
    "2.1": "all",
    "2.2": {"colleges": {"by11": "all", "ever": "all"}, "firms": {"by11": "all", "ever": "all"}},
    "2.3": {"numerator": 90, "denominator": 90},
}
"""Answers to everything that a school without a sixth form is asked; all benchmarks achieved."""


@pytest.fixture(autouse=True)
def small_editions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package with the two small editions only, read by the real reader."""

    def forget() -> None:
        packaged_content.packaged_edition.cache_clear()
        packaged_content.edition_hash.cache_clear()
        unreviewed_languages.cache_clear()

    packaged_text = packaged_content.content_text

    def text(path: str) -> FileText:
        """Our own file where there is one: calendars and the like stay those of the package."""
        own = HERE / path
        return FileText(path, own.read_text(encoding="utf-8")) if own.exists() else packaged_text(path)

    monkeypatch.setattr(packaged_content, "register", lambda: SMALL)
    monkeypatch.setattr(packaged_content, "content_text", text)
    forget()
    yield
    forget()


def answered(value: object) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def answer(assessment: Assessment, values: dict[str, object], *, by: User) -> None:
    """Answers questions as a person would whom nobody crosses."""
    save_answers(
        assessment=assessment,
        entries={question: Entry(answered(value)) for question, value in values.items()},
        by=by,
    )


@pytest.fixture
def draft(world) -> Assessment:
    """Ash School's assessment of the autumn, begun by Alice."""
    return start_assessment(
        institution=world.ash, edition_id="small-2024", as_of=AUTUMN, title="Autumn term 2025", by=world.alice
    )


@pytest.fixture
def claim(world, draft) -> Assessment:
    """The same, answered in full and submitted."""
    from trigpoint.web.assessments.actions.submissions import submit_assessment

    answer(draft, FULL, by=world.alice)
    return submit_assessment(assessment=draft, by=world.alice)


@pytest.fixture
def coordinator(world) -> User:
    return world.person(RoleKind.COORDINATOR, hub=world.hub)
