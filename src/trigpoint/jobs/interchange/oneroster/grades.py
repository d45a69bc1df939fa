"""Which year group each grade of a roster is: a small file that whoever sends rosters writes once."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from trigpoint.engine.frameworks.layers import read_layer
from trigpoint.engine.frameworks.problems import BadContent
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all


class _Grades(Frozen):
    grades: Mapping[str, str]


def read_grades(file: FileText) -> dict[str, str]:
    """The year group by grade. BadContent with the line of what is none; grades of digits stand in quotes."""
    layer = read_layer(file.text, file.name)
    try:
        return dict(_Grades.model_validate(layer.data).grades)
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, _Grades)) from None
