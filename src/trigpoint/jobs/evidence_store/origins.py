"""Which files each hub of a store was made from, so that what has changed since is made anew."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trigpoint.jobs.evidence_store.layout import RecordFolders, Store
from trigpoint.jobs.evidence_store.travelling import keep_travellers
from trigpoint.jobs.storage.whole_folders import whole_folder

ORIGIN = "made_from.json"


def file_hashes(records: RecordFolders, hub: str) -> dict[str, str]:
    """The SHA-256 of every table of a hub, by name of file."""
    return {path.name: _sha256(path) for path in sorted(records.folder(hub).glob("*.parquet"))}


def changed_tables(records: RecordFolders, place: Path, names: Iterable[str]) -> list[str]:
    """Which of these tables of a hub are not what its prepared tables in `place` were made from."""
    made_from = _origin(place)
    asked = {name: records.table(place.name, name) for name in names}
    return [
        name
        for name, path in asked.items()
        if (_sha256(path) if path.exists() else None) != made_from.get(path.name)
    ]


def keep_origin(records: RecordFolders, hub: str, place: Path) -> None:
    """Writes beside a hub's prepared tables what they were made from."""
    (place / ORIGIN).write_text(json.dumps(file_hashes(records, hub), indent=2), encoding="utf-8")


def forget_changed(records: RecordFolders, store: Store) -> list[str]:
    """Takes away the hubs whose files are not what they were, and what was made of them; their names.

    People travel: the hubs that share anybody with a changed one, before or now, are taken away with it.
    """
    changed = [
        hub
        for hub in records.hubs()
        if store.hub(hub).exists() and _origin(store.hub(hub)) != file_hashes(records, hub)
    ]
    if changed:
        shutil.rmtree(store.all_classes, ignore_errors=True)
        _take_away(store, _linked(store, changed))
        make_travellers(records, store)
        _take_away(store, _linked(store, changed))
        # Last, so that a run that is broken off before finds them changed again.
        _take_away(store, changed)
    return changed


def make_travellers(records: RecordFolders, store: Store) -> None:
    """Looks up everybody who is known in several hubs, whole or not at all."""
    with whole_folder(store.travellers) as making:
        keep_travellers(records, making)


def _linked(store: Store, hubs: Sequence[str]) -> set[str]:
    """The other hubs that know anybody of these."""
    path = store.travellers / "pupils.parquet"
    if not path.exists():
        return set()
    known = pq.read_table(path, columns=["hub", "person"])
    people = known.filter(pc.is_in(known["hub"], pa.array(hubs)))["person"]
    return set(known.filter(pc.is_in(known["person"], people))["hub"].to_pylist()) - set(hubs)


def _take_away(store: Store, hubs: Iterable[str]) -> None:
    for hub in hubs:
        shutil.rmtree(store.hub(hub), ignore_errors=True)


def _origin(place: Path) -> dict[str, str]:
    path = place / ORIGIN
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
