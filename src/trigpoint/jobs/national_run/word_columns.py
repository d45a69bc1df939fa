"""Columns of words, each word once and a number in every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def words_at(words: Sequence[str | None], numbers: NDArray[np.integer[Any]]) -> pa.DictionaryArray:
    """The words at these places of a list; None is an empty cell. A word may stand in the list several times."""
    known = list(dict.fromkeys(word for word in words if word is not None))
    place = {word: at for at, word in enumerate(known)}
    places = np.array([-1 if word is None else place[word] for word in words], dtype=np.int32)[numbers]
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), pa.array(known, pa.string()))
