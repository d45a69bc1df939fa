"""How a hub has spread, as a line over time. Positions are percentages, so that the picture stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trigpoint.web.insights.queries.networks import Reach

TOP, BOTTOM = 6.0, 88.0  # per cent of the height; years stand under the line
LEFT, RIGHT = 6.0, 94.0


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    reach: Reach


@dataclass(frozen=True)
class Growth:
    dots: tuple[Dot, ...]
    lines: tuple[tuple[Dot, Dot], ...]
    ceiling: tuple[Dot, ...]  # the eligible
    ceiling_lines: tuple[tuple[Dot, Dot], ...]


def draw_growth(growth: Sequence[Reach]) -> Growth | None:
    """None for fewer than two days, which make no line."""
    if len(growth) < 2:
        return None
    first, last = growth[0].on.toordinal(), growth[-1].on.toordinal()
    most = max(reach.eligible for reach in growth) or 1

    def dot(reach: Reach, value: int) -> Dot:
        x = LEFT + (RIGHT - LEFT) * (reach.on.toordinal() - first) / max(last - first, 1)
        y = BOTTOM - (BOTTOM - TOP) * value / most
        return Dot(f"{x:.1f}%", f"{y:.1f}%", reach)

    dots = tuple(dot(reach, reach.members) for reach in growth)
    ceiling = tuple(dot(reach, reach.eligible) for reach in growth)
    return Growth(dots, _joined(dots), ceiling, _joined(ceiling))


def _joined(dots: tuple[Dot, ...]) -> tuple[tuple[Dot, Dot], ...]:
    return tuple(zip(dots, dots[1:], strict=False))
