"""The map of a hub: institutions as points on a sheet, with a neat line and a graticule.

Equirectangular at the mean latitude: east and north are true to each other there, which is enough for one region.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trigpoint.web.insights.queries.matrix import Standing

WIDTH = 420
TALLEST, LOWEST = 605, 260
MARGIN = 22
INTERVALS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # degrees
LINES = 6  # at most, across the longer side
SMALLEST_SPAN = 0.02  # degrees; one institution alone still needs a sheet


@dataclass(frozen=True)
class Point:
    """An institution's mark, in units of the sheet from its upper left corner."""

    x: int
    y: int
    standing: Standing

    @property
    def mark(self) -> str:
        """How it is drawn: `all` achieved, `pt` claimed, `none` nothing claimed."""
        claim = self.standing.claim
        if claim is None:
            return "none"
        return "all" if claim.achieves_all and claim.edition.policies.compared.allowed else "pt"


@dataclass(frozen=True)
class GridLine:
    at: int  # units of the sheet
    label: str  # degrees


@dataclass(frozen=True)
class MapSheet:
    width: int
    height: int
    points: tuple[Point, ...]
    meridians: tuple[GridLine, ...]
    parallels: tuple[GridLine, ...]
    unplaced: int  # institutions whose position is not known

    @property
    def inner_width(self) -> int:
        return self.width - 2

    @property
    def inner_height(self) -> int:
        return self.height - 2

    @property
    def shows_all_achieved(self) -> bool:
        return any(
            point.standing.edition is not None and point.standing.edition.policies.compared.allowed
            for point in self.points
        )


def draw_map(standings: Sequence[Standing]) -> MapSheet | None:
    """A sheet that holds all members whose position is known; None where none is."""
    members = [standing for standing in standings if standing.member.is_member]
    placed = [standing for standing in members if _position(standing) is not None]
    if not placed:
        return None
    positions = [_position(standing) or (0.0, 0.0) for standing in placed]
    west, east = _widen([longitude for longitude, _ in positions])
    south, north = _widen([latitude for _, latitude in positions])
    squeeze = math.cos(math.radians((south + north) / 2))
    across, up = (east - west) * squeeze, north - south
    inner = WIDTH - 2 * MARGIN
    scale = min(inner / across, (TALLEST - 2 * MARGIN) / up)
    height = min(max(round(up * scale) + 2 * MARGIN, LOWEST), TALLEST)
    left, top = (WIDTH - across * scale) / 2, (height - up * scale) / 2

    def x(longitude: float) -> int:
        return round(left + (longitude - west) * squeeze * scale)

    def y(latitude: float) -> int:
        return round(top + (north - latitude) * scale)

    points = [
        Point(x(longitude), y(latitude), standing)
        for (longitude, latitude), standing in zip(positions, placed, strict=True)
    ]
    # Those who have achieved all lie on top, where marks overlap.
    points.sort(key=lambda point: ("none", "pt", "all").index(point.mark))
    step = _interval(WIDTH / (squeeze * scale))
    return MapSheet(
        WIDTH,
        height,
        tuple(points),
        _lines(west - left / scale / squeeze, WIDTH / scale / squeeze, step, x, WIDTH),
        _lines(south - top / scale, height / scale, step, y, height),
        len(members) - len(placed),
    )


def _position(standing: Standing) -> tuple[float, float] | None:
    institution = standing.member.institution
    if institution.longitude is None or institution.latitude is None:
        return None
    return institution.longitude, institution.latitude


def _widen(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    missing = max(SMALLEST_SPAN - (high - low), 0)
    return low - missing / 2, high + missing / 2


def _interval(span: float) -> float:
    return next((step for step in INTERVALS if span / step <= LINES), INTERVALS[-1])


def _lines(
    start: float, span: float, step: float, place: Callable[[float], int], edge: int
) -> tuple[GridLine, ...]:
    first = math.ceil(start / step)
    last = math.floor((start + span) / step)
    decimals = max(0, -math.floor(math.log10(step)))
    found = [GridLine(place(n * step), _degrees(n * step, decimals)) for n in range(first, last + 1)]
    return tuple(line for line in found if 0 < line.at < edge)


def _degrees(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}°".replace("-", "−")
