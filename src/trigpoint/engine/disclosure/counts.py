"""Counts of a nation as columns: the form in which they come to be protected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Whole = NDArray[np.int64]
type Flags = NDArray[np.bool_]

EVERYBODY = 0
"""The `by` number of all pupils together."""
NOT_KNOWN_GROUP = 0
"""The group of those of whom the attribute is not known."""


class DisclosureError(ValueError):
    """Why counts cannot be released as asked, and what to do about it."""


@dataclass(frozen=True, eq=False)
class CountTable:
    """One row for a rule, an institution and a group of its pupils. A row that is left out counts nobody.

    `rule`, `institution`, `by` and `group` are numbers from 0; `hub_of` gives at place n the hub of institution n, and
    `attributes` at place n - 1 the name of the attribute whose `by` number is n. Pupils of whom an attribute is not
    known are its group 0, so that the groups of an attribute together are everybody (`by` 0). The columns have one
    length. Raises DisclosureError where they do not fit together.
    """

    rule: Whole
    institution: Whole
    by: Whole
    group: Whole
    met: Whole
    not_met: Whole
    not_known: Whole
    hub_of: Whole
    attributes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rows = self.rule.size
        for name in ("rule", "institution", "by", "group", "met", "not_met", "not_known"):
            column: Whole = getattr(self, name)
            if column.shape != (rows,):
                raise DisclosureError(
                    f"column {name} has {column.size} rows, column rule has {rows}: give all columns alike"
                )
            if rows and column.min() < 0:
                raise DisclosureError(f"column {name}, row {int(column.argmin())}: {column.min()} is below 0")
        if rows and self.institution.max() >= self.hub_of.size:
            raise DisclosureError(f"institution {self.institution.max()} has no hub: add its hub to hub_of")
        if rows and self.by.max() > len(self.attributes):
            raise DisclosureError(f"by {self.by.max()} has no name: add it to attributes")

    def name_of(self, by: int) -> str:
        """The name of an attribute by its number; "everybody" for all together."""
        return "everybody" if by == EVERYBODY else self.attributes[by - 1]
