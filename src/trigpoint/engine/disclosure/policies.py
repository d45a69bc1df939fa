"""What may leave the institutions of a jurisdiction, read from content: thresholds are data, not code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pydantic import ValidationError

from trigpoint.engine.disclosure.counts import DisclosureError
from trigpoint.engine.disclosure.levels import Place
from trigpoint.engine.disclosure.release import Release
from trigpoint.engine.frameworks.layers import Layer, Path, read_layer
from trigpoint.engine.frameworks.problems import BadContent, Problem
from trigpoint.engine.frameworks.reading import FileText
from trigpoint.engine.frameworks.texts import Frozen
from trigpoint.engine.frameworks.wordings_of_mistakes import explain_all
from trigpoint.engine.vocabulary.standings import Provenance


class Policy(Frozen):
    """How counts of a jurisdiction are protected, and which attributes may divide them: `attributes` at every level,
    those in `pooled_only` at the hub and the nation. `known_absences` are among the first."""

    id: str
    status: Provenance
    source: str
    threshold: int
    base: int
    attributes: tuple[str, ...]
    pooled_only: tuple[str, ...]
    known_absences: tuple[str, ...]

    def release(
        self, period: str, dated: date, attributes: Iterable[str], pooled: Collection[str] = ()
    ) -> Release:
        """The release of a period, with the attributes asked for: those in `pooled` at the hub, where rare groups cost
        far fewer figures, each other at the lowest level it may have.

        Raises DisclosureError for attributes that may not leave at all.
        """
        asked = list(attributes)
        barred = sorted(set(asked) - {*self.attributes, *self.pooled_only})
        if barred:
            may = ", ".join(sorted({*self.attributes, *self.pooled_only}))
            raise DisclosureError(
                f"{', '.join(barred)}: may not leave the institutions of {self.id}; these may: {may}"
            )
        at_hub = {*self.pooled_only, *pooled}
        return Release(
            period=period,
            dated=dated,
            threshold=self.threshold,
            base=self.base,
            attributes={name: Place.HUB if name in at_hub else Place.INSTITUTION for name in asked},
            pooled_only=frozenset(self.pooled_only),
            known_absences=frozenset(self.known_absences),
        )


class _Policies(Frozen):
    policies: tuple[Policy, ...]


def read_policies(file: FileText) -> dict[str, Policy]:
    """The policies of a file by jurisdiction. BadContent, with every mistake and its line, if they cannot be kept."""
    layer = read_layer(file.text, file.name)
    try:
        found = _Policies.model_validate(layer.data).policies
    except ValidationError as error:
        raise BadContent(explain_all(error, layer, _Policies)) from None
    problems = [problem for at, policy in enumerate(found) for problem in _problems(layer, at, policy)]
    ids = [policy.id for policy in found]
    for at, name in enumerate(ids):
        if name in ids[:at]:
            wrong = f'"{name}" has a policy already.'
            problems.append(layer.problem(("policies", at, "id"), wrong, "Give each jurisdiction one."))
    if problems:
        raise BadContent(problems)
    return {policy.id: policy for policy in found}


def _problems(layer: Layer, at: int, policy: Policy) -> Iterator[Problem]:
    """What a policy says that would protect nobody, or that contradicts itself."""
    here: Path = ("policies", at)
    if policy.threshold < 2:
        wrong = f"A threshold of {policy.threshold} hides no small count."
        yield layer.problem((*here, "threshold"), wrong, "Write a whole number from 2 on.")
    if not 1 <= policy.base <= max(policy.threshold, 1):
        wrong = f"Counts cannot be rounded to multiples of {policy.base}."
        yield layer.problem((*here, "base"), wrong, "Write a whole number from 1 to the threshold.")
    for place, name in enumerate(policy.pooled_only):
        if name in policy.attributes:
            wrong = f'"{name}" is also in attributes.'
            yield layer.problem((*here, "pooled_only", place), wrong, "Write it in one of the two.")
    for place, name in enumerate(policy.known_absences):
        if name not in policy.attributes:
            wrong = f'"{name}" is not in attributes.'
            instead = "Write it there too, or leave it out here: absences of pooled groups are never public."
            yield layer.problem((*here, "known_absences", place), wrong, instead)
