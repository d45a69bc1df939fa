"""A file of worked cases to cases, held against the rules they are cases of."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from trigpoint.engine.evidence.rule_model.rules import Rule
from trigpoint.engine.evidence.worked_cases.findings import misfits, wrong_cells
from trigpoint.engine.evidence.worked_cases.texts import CaseFile
from trigpoint.engine.frameworks.layers import Layer, read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all


def read_cases(file: FileText, rules: Mapping[str, Rule] | None = None) -> CaseFile:
    """The cases a file holds. BadContent, with every mistake, if it does not hold cases, or cases of other rules than
    `rules` (by id; None: they are not looked at)."""
    return _read(read_layer(file.text, file.name), rules)


def _read(layer: Layer, rules: Mapping[str, Rule] | None) -> CaseFile:
    try:
        found = CaseFile.model_validate(layer.data)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, CaseFile)) from None
    findings = [*wrong_cells(found), *(misfits(found, rules) if rules is not None else ())]
    if findings:
        raise BadContent([layer.problem(*finding) for finding in findings])
    return found
