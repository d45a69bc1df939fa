"""Files of whole numbers that are read whole again and again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trigpoint.engine.evidence.segment_evaluator.encoding import Numbers


def write_numbers(columns: Mapping[str, Numbers], path: Path) -> None:
    """Writes columns of whole numbers from 0 on, as narrow as they are. OSError where the disk refuses."""
    narrow = {name: numbers.astype(_narrowest(numbers)) for name, numbers in columns.items()}
    # Quick to read comes before small.
    pq.write_table(pa.table(narrow), path, compression="lz4", use_dictionary=False)


def read_numbers(path: Path, column: str) -> Numbers:
    """One column of such a file."""
    file = pq.ParquetFile(path, memory_map=True)
    found: Numbers = file.read(columns=[column], use_threads=False).combine_chunks()[column].to_numpy()
    return found


def _narrowest(numbers: Numbers) -> type[np.unsignedinteger[Any]]:
    return np.uint16 if numbers.max(initial=0) < 1 << 16 else np.uint32
