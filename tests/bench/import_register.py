"""How long and how large the import of a register is, beside a bare read of the same file in the same run.

    script/bench import [FILE]

Without FILE, all registers of the reference data are also imported in one process, whose memory must not grow with
their number. All run in child processes of their own, so that none pays for another's memory. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPINE = "england-schools/2017-2018_england_spine.xlsx"
ALL = {  # and the dates of those whose names carry none
    SPINE: None,
    "england-schools/schools_gias_20221102_incl_closed.csv.gz": None,
    "england-schools/schools_gias_20250711.csv.gz": None,
    "england-schools/links_edubasealldata20250422.csv.gz": None,
    "england-schools/edubase_schools_july2017_subset.csv.gz": date(2017, 7, 1),
    "hong-kong/SCH_LOC_EDB_202512_utf16le.csv.gz": None,
}
MOST_MB = 300


def main() -> None:
    data = Path(os.environ.get("TRIGPOINT_REFERENCE_DATA", ROOT.parent / "shared" / "data"))
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else data / SPINE
    if not file.is_file():
        sys.exit(f"There is no file {file}. Name a register, or set TRIGPOINT_REFERENCE_DATA.")
    with tempfile.TemporaryDirectory() as folder:
        located = take_postcodes(folder)
        bare = measured("bare", file, folder)
        first = measured("import", file, folder)
        second = measured("import", file, folder)
        every = measured("together", data, folder) if len(sys.argv) == 1 else None
    figures = {
        "file": file.name,
        "rows": first["rows"],
        "located": located,
        "bare_read": spell(bare),
        "import": spell(first) | {"changes": first["changes"]},
        "import_again": spell(second) | {"changes": second["changes"]},
        "wall_ratio": round(first["wall_s"] / bare["wall_s"], 2),
    }
    lines = [("bare read (openpyxl)", bare), ("import", first), ("import again", second)]
    if every:
        figures["all_in_one_process"] = spell(every) | {"rows": every["rows"], "most_mb": MOST_MB}
        lines.append(("all in one process", every))
    for title, one in lines:
        said = f"{title:22} {one['wall_s']:6.1f} s   {one['cpu_s']:6.1f} s CPU   {one['peak_mb']:5.0f} MB"
        print(said, one.get("changes", ""))  # noqa: T201
    print(json.dumps({"bench": "import", "figures": figures}))  # noqa: T201


def take_postcodes(folder: str) -> bool:
    """Whether the import also looks up coordinates: it does where script/setup has made the file of postcodes."""
    made = Path(os.environ.get("TRIGPOINT_VAR", ROOT / "var"), "postcodes.sqlite3").resolve()
    if made.is_file():
        Path(folder, made.name).symlink_to(made)
    return made.is_file()


def measured(what: str, file: Path, folder: str) -> dict:
    """Runs one measurement in a child: the process from its start to its end, its CPU time and peak memory."""
    environment = os.environ | {
        "TRIGPOINT_VAR": folder,
        "TRIGPOINT_DATABASE": f"sqlite:///{folder}/bench.sqlite3",
        "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings.development",
    }
    child = [sys.executable, __file__, f"--{what}", str(file)]
    if what != "bare" and not Path(folder, "bench.sqlite3").exists():
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
    start = time.perf_counter()
    told = subprocess.run(child, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {"wall_s": time.perf_counter() - start} | json.loads(told.splitlines()[-1])


def spell(one: dict) -> dict:
    return {name: round(one[name], 2) for name in ("wall_s", "cpu_s", "peak_mb")}


def bare(file: Path) -> dict:
    """Every row once, and nothing done with it."""
    if file.suffix == ".xlsx":
        from openpyxl import load_workbook

        sheet = load_workbook(file, read_only=True).worksheets[0]
        return {"rows": sum(1 for _ in sheet.iter_rows(values_only=True)) - 1}
    import csv
    import gzip

    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="cp1252", errors="replace", newline="") as stream:
        return {"rows": sum(1 for _ in csv.reader(stream)) - 1}


def imported(file: Path) -> dict:
    """The whole import, written to the database of the environment."""
    import django

    django.setup()
    from trigpoint.web.audit.recording import Service
    from trigpoint.web.organisations.actions.registers import import_register

    tally, changes = import_register(path=file, by=Service())
    return {"rows": tally.read, "changes": {kind: count for kind, count in changes.counts.items() if count}}


def together(data: Path) -> dict:
    """All registers of the reference data, one after the other in this process."""
    import django

    django.setup()
    from trigpoint.web.audit.recording import Service
    from trigpoint.web.organisations.actions.registers import import_register

    tallies = [import_register(path=data / name, as_of=as_of, by=Service())[0] for name, as_of in ALL.items()]
    return {"rows": sum(tally.read for tally in tallies)}


def told(work: dict) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    print(json.dumps(work | figures))  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        told(bare(Path(sys.argv[2])))
    elif sys.argv[1:2] == ["--import"]:
        told(imported(Path(sys.argv[2])))
    elif sys.argv[1:2] == ["--together"]:
        told(together(Path(sys.argv[2])))
    else:
        main()
