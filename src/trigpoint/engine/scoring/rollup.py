"""An institution's standing from those of its sites or departments.

The rule, benchmark by benchmark: sites to which it does not apply are left out; the institution achieves it only if
every other site does, and has not achieved it if none has earned anything. A site that has not submitted is not
known, never no: where its answer could change the standing, the standing is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trigpoint.engine.vocabulary.standings import Status

LEFT_OUT = {Status.NOT_APPLICABLE, Status.UNSCORED}


@dataclass(frozen=True)
class RolledUp:
    """Statuses by benchmark id, in the order of the edition; bounds of how many are achieved."""

    statuses: Mapping[str, Status]
    achieved_low: int
    achieved_high: int
    assessable: int


def roll_up(benchmark_ids: Sequence[str], sites: Sequence[Mapping[str, Status] | None]) -> RolledUp:
    """`sites` holds each site's statuses by benchmark id, or None for a site that has not submitted."""
    by_benchmark = {
        benchmark_id: [Status.NOT_KNOWN if site is None else site.get(benchmark_id) for site in sites]
        for benchmark_id in benchmark_ids
    }
    statuses = {
        benchmark_id: roll_up_status([status or Status.NOT_KNOWN for status in found])
        for benchmark_id, found in by_benchmark.items()
    }
    reachable = [
        benchmark_id
        for benchmark_id, found in by_benchmark.items()
        if statuses[benchmark_id] not in LEFT_OUT
        and all(status in {None, Status.ACHIEVED, Status.NOT_KNOWN} | LEFT_OUT for status in found)
    ]
    return RolledUp(
        statuses=statuses,
        achieved_low=sum(status is Status.ACHIEVED for status in statuses.values()),
        achieved_high=len(reachable),
        assessable=sum(status not in LEFT_OUT for status in statuses.values()),
    )


def roll_up_status(sites: Sequence[Status]) -> Status:
    """The institution's status on one benchmark from those of its sites."""
    if Status.UNSCORED in sites:  # a property of the edition, which is one for all sites
        return Status.UNSCORED
    counted = {status for status in sites if status not in LEFT_OUT}
    if not counted:
        return Status.NOT_APPLICABLE if sites else Status.NOT_KNOWN
    if counted == {Status.ACHIEVED}:
        return Status.ACHIEVED
    if counted == {Status.NOT_ACHIEVED}:
        return Status.NOT_ACHIEVED
    if Status.IN_PROGRESS in counted or counted >= {Status.ACHIEVED, Status.NOT_ACHIEVED}:
        return Status.IN_PROGRESS
    return Status.NOT_KNOWN
