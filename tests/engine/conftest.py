"""Small editions written as text, so that a test shows the whole of what it scores."""

import textwrap
from collections.abc import Callable

import pytest

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

HEAD = """\
id: small-1
framework: small
title: Small benchmarks
short_title: Small
version: "1"
language: en
jurisdiction: england
publisher: Nobody
rights: Our own words.
kinds_of_institution: [school_11_16, school_11_18]
person: pupil
sources: {}
policies:
  scored: {allowed: true, status: inferred}
  compared: {allowed: true, status: inferred}
  ranked: {allowed: false, status: inferred}
  published: {allowed: true, status: inferred}
  statement: Made up for a test
scoring: {rounding: floor, achieved_at: 100, status: inferred}
years:
  - {id: Y11, title: Year 11, age: 16}
  - {id: Y13, title: Year 13, age: 18}
scales:
  - id: quarters
    title: Quarters
    kind: steps
    status: inferred
    values:
      - {id: q0, title: Nothing, credit: 0, status: inferred}
      - {id: q1, title: A quarter, credit: "1/4", status: inferred}
      - {id: q2, title: Half, credit: "1/2", status: inferred}
      - {id: q3, title: Three quarters, credit: "3/4", status: inferred}
      - {id: q4, title: All, credit: 1, status: inferred}
benchmarks:
  - id: "1"
    title: The only benchmark
    summary: Made up.
    status: inferred
    criteria:
      - {id: "1.a", text: Made up., evidence: attested, status: inferred}
"""


@pytest.fixture
def edition_asking() -> Callable[..., Edition]:
    """An edition with one benchmark and the questions written in the test, and maybe more criteria and scales."""

    def build(questions: str, criteria: str = "", scales: str = "") -> Edition:
        more = textwrap.indent(textwrap.dedent(criteria), "      ") + "\n"
        text = (
            HEAD.replace("benchmarks:\n", scales + "benchmarks:\n")
            + more
            + "    questions:\n"
            + textwrap.indent(textwrap.dedent(questions), "      ")
        )
        return read_edition(EditionFiles(FileText("small.yaml", text)))

    return build


@pytest.fixture
def edition_of_areas(edition_asking: Callable[..., Edition]) -> Callable[[int], Edition]:
    """An edition whose benchmark has so many areas, each with quarter steps of credit."""

    def build(areas: int) -> Edition:
        return edition_asking(
            "".join(
                f'- {{id: "{n}", criteria: "1.a", text: Made up., kind: choice, scale: quarters, '
                f"areas: one, status: inferred}}\n"
                for n in range(1, areas + 1)
            )
        )

    return build
