"""Streams of random numbers, one for each use, so that no draw moves the draws of anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Whole = NDArray[np.int64]
type Flags = NDArray[np.bool_]
type Reals = NDArray[np.float64]


class Use(IntEnum):
    """What a stream is for. Numbers must not change, for they are part of every draw."""

    PROFILES = 1
    PEOPLE = 2
    CHANGES = 3
    PART_TIME = 4
    ATTRIBUTES = 5
    ACTIVITIES = 6
    PARTICIPATIONS = 7
    COVERAGE = 8
    DESTINATIONS = 9
    PARTNERS = 10


def wholes(numbers: Iterable[int]) -> Whole:
    """Whole numbers as an array."""
    return np.asarray(list(numbers), dtype=np.int64)


def flags(values: Iterable[bool]) -> Flags:
    """Yes and no as an array."""
    return np.asarray(list(values), dtype=np.bool_)


def stream(seed: int, hub: int, use: Use) -> np.random.Generator:
    """The dice of a hub for one use. Hubs count from 1; 0 is whoever lies before the first."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, hub, int(use)])))


def pick(dice: np.random.Generator, shares: Sequence[float], count: int) -> Whole:
    """Places in a list, drawn by their shares, which need not add up to 1."""
    ends = np.cumsum(np.asarray(shares, dtype=np.float64))
    found: Whole = np.searchsorted(ends, dice.random(count) * ends[-1], side="right").astype(np.int64)
    return found


def pick_of(dice: np.random.Generator, shares: Mapping[Any, float], count: int) -> Whole:
    """Places among the keys of a mapping, drawn by their shares."""
    return pick(dice, list(shares.values()), count)


def with_gaps(dice: np.random.Generator, codes: Whole, rate: float) -> Whole:
    """The codes with -1, not known, at that rate."""
    return np.where(dice.random(len(codes)) < rate, -1, codes)


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers scattered over 64 bits, no two of them to the same (splitmix64, which has an inverse)."""
    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
