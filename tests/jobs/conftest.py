"""Editions to export: a small one with every kind of part, and all that come with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from trigpoint.engine.frameworks.edition import Edition
from trigpoint.engine.frameworks.reading import EditionFiles, FileText, read_edition

SMALL = """
id: small-2024
framework: small
title: {en: Small benchmarks, cy: Meincnodau bach}
short_title: Small 2024
version: "2024.1"
language: en
jurisdiction: somewhere
publisher: A publisher
rights: Anyone may use it.
published_on: 2024-11-18
in_force_from: 2025-09-01
kinds_of_institution: [school]
person: pupil
translations:
  - {language: cy, made_by: trigpoint, reviewed: false}
sources:
  S1: {title: A page, address: "https://example.org/page"}
  S2: {title: A book without an address}
policies:
  scored: {allowed: true, status: inferred}
  compared: {allowed: true, status: inferred}
  ranked: {allowed: false, status: inferred}
  published: {allowed: false, status: inferred}
  statement: Our own scoring.
scoring: {rounding: floor, achieved_at: 100, status: inferred}
years:
  - {id: Y7, title: Year 7, age: 12}
domains:
  - {id: school, title: {en: School, cy: Ysgol}, status: sourced, sources: [S2]}
scales:
  - id: steps
    title: No, partly, yes
    kind: steps
    status: inferred
    values:
      - {id: "no", title: "No", credit: 0, status: inferred}
      - {id: partly, title: Partly, credit: "1/3", status: inferred}
      - {id: "yes", title: "Yes", credit: 1, status: inferred}
benchmarks:
  - id: "1"
    title: {en: A programme, cy: Rhaglen}
    summary: There is a programme.
    domain: school
    status: sourced
    sources: [S1]
    criteria:
      - {id: "1.1", text: {en: It is written down., cy: Mae ar bapur.}, evidence: documented,
         status: sourced, sources: [S1, S2]}
      - {id: "1.2", text: Everyone takes part., evidence: counted, status: from_memory,
         threshold: {at_least: 1, share: "3/4", by: Y7, status: inferred}}
    questions:
      - {id: "1.1", criteria: ["1.1", "1.2"], text: Is there one?, kind: choice, scale: steps, areas: one,
         status: inferred}
      - {id: "1.2", criteria: "1.2", text: For whom?, kind: checklist, scale: steps, areas: each_line,
         status: inferred, lines: [{id: a, text: Pupils, status: inferred}]}
  - id: "2"
    title: A title alone
    summary: Its text is not published yet.
    awaiting: The publisher has not said what it asks.
    status: sourced
    sources: [S1]
"""


@pytest.fixture
def small_edition() -> Edition:
    return read_edition(EditionFiles(FileText("small.yaml", SMALL)))


@pytest.fixture(scope="session")
def case_samples(reference_data: Path) -> Path:
    """The folder of real CASE packages and schemas."""
    return reference_data / "case-samples"
