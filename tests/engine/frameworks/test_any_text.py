"""Whatever a file holds, it is read or refused with messages; nothing else ever comes out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

GOOD = (Path(__file__).parents[2] / "bad_content" / "good.yaml").read_text("utf-8")
LINES = GOOD.splitlines(keepends=True)
SCRAPS = [
    "yes",
    "~",
    "[]",
    "{}",
    "3.5",
    "-1",
    "2024-02-30",
    '"x"',
    "{id: a}",
    "[{id: a}]",
    "!!set {a}",
    "1:30",
]
SCRAPS += [
    "!!python/name:os.system",
    "&a [*a]",
    "*a",
    "[[1]]",
    "{1: 2}",
    "? [a]",
    "'",
    "#",
    "\x00",
    "\ud800",
    "é",
]
HEAD = "translates: good-1\nlanguage: cy\nmade_by: trigpoint\nreviewed: false\n"

CALM = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """The good file with some lines gone, some twice, and some values replaced."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        scrap = draw(st.sampled_from(SCRAPS))
        spoilt = [f"{key}{colon}{scrap}\n", lines[at].replace(draw(st.sampled_from(lines[at])), scrap)]
        lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2, spoilt[:1], spoilt[1:]]))
    return "".join(lines)


def hold_read_or_refused(files: EditionFiles) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_edition(files)
    except BadContent as refused:
        problems = refused.problems or (Problem("", 0, "", "", ""),)
    for problem in problems:
        assert problem.line >= 1
        assert problem.wrong.endswith(".")
        assert problem.instead.endswith(("?", "."))


@CALM
@given(st.text())
@example("")
@example("[" * 100_000)
@example("- " * 100_000)
@example("a: &a [*a]")
def test_any_text_is_read_or_refused(text: str) -> None:
    hold_read_or_refused(EditionFiles(FileText("any.yaml", text)))


@CALM
@given(spoiled())
def test_any_spoiled_edition_is_read_or_refused(text: str) -> None:
    hold_read_or_refused(EditionFiles(FileText("spoiled.yaml", text)))


@CALM
@given(spoiled())
def test_any_spoiled_translation_is_read_or_refused(text: str) -> None:
    overlay = HEAD + text.partition("person:")[2].partition("\n")[2]
    hold_read_or_refused(EditionFiles(FileText("good.yaml", GOOD), [FileText("cy.yaml", overlay)]))


@CALM
@given(spoiled())
def test_any_spoiled_variant_is_read_or_refused(text: str) -> None:
    base = EditionFiles(FileText("good.yaml", GOOD))
    hold_read_or_refused(EditionFiles(FileText("variant.yaml", "extends: good-1\n" + text), (), base))
