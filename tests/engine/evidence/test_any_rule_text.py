"""Whatever a file of rules or of worked cases holds, it is read or refused with messages; nothing else comes out."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trigpoint.engine.evidence.rule_reading.reading import read_rules
from trigpoint.engine.evidence.school_years import Calendar
from trigpoint.engine.evidence.worked_cases.running import check_cases
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

BAD_CONTENT = Path(__file__).parents[2] / "bad_content"
CALENDAR = Calendar(begins=(9, 1), roll_day=(5, 31))


def opened(name: str) -> FileText:
    return FileText(name, (BAD_CONTENT / name).read_text("utf-8"))


EDITION = read_edition(EditionFiles(opened("good_for_rules.yaml")))
BY_ID = {rule.id: rule for rule in read_rules(opened("good_rules.yaml"), EDITION).rules}
VALUE = re.compile(r"(?<=: )[^,{}\[\]\n]+|\[[^\[\]\n]*\]|\{[^{}\n]*\}")
SCRAPS = [
    "yes",
    "~",
    "[]",
    "{}",
    "3.5",
    "-1",
    "0",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    '"x"',
    "{id: a}",
]
SCRAPS += [
    "[{id: a}]",
    "1:30",
    "[[1]]",
    "{1: 2}",
    "9" * 20,
    "2024-01-01 10:00:00",
    "!!set {a}",
    "*a",
    "'",
    "\x00",
]
CALM = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> FileText:
    """The good file with one to three of its values replaced."""
    text = opened(name).text
    for _ in range(draw(st.integers(1, 3))):
        places = list(VALUE.finditer(text))
        place = places[draw(st.integers(0, len(places) - 1))]
        text = text[: place.start()] + draw(st.sampled_from(SCRAPS)) + text[place.end() :]
    return FileText("spoiled.yaml", text)


def hold(problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in problems:
        assert problem.line >= 1
        assert problem.wrong.endswith(".")
        assert problem.instead.endswith(("?", "."))


@CALM
@given(spoiled("good_rules.yaml"))
def test_rules_are_read_or_refused_with_messages(file: FileText) -> None:
    try:
        read_rules(file, EDITION)
    except BadContent as refused:
        hold(refused.problems)


@CALM
@given(spoiled("good_cases.yaml"))
def test_cases_are_read_and_run_or_refused_with_messages(file: FileText) -> None:
    try:
        check_cases(file, BY_ID, CALENDAR)
    except BadContent as refused:
        hold(refused.problems)
