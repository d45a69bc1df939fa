"""How long every institution takes to be counted from records, beside a scan of the same rows in the same run.

    script/bench evidence [--size hub|tenth|nation] [--in FOLDER] [--only cells,wide_scan]

An invented nation, its store and its wide tables are made in FOLDER (var/bench) and found there by the next run. Each
measurement runs in a process of its own. The last line is one JSON object; `nation_cpu_ratio` is the CPU from stored
Parquet to released cells over the CPU of scanning all raw columns that the rules ask.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from inputs import Inputs, make_records, make_store, make_wide
from work import WORK, tell

ROOT = Path(__file__).parents[3]
OTHERS = ("polars", "chdb", "pandas")
CHANGES = ("one_change", "changed_rule", "a_day")
MOST_FOR_PANDAS = 15_000_000  # rows; a nation would need more memory than this machine has


def main() -> None:
    asked = argparse.ArgumentParser(prog="script/bench evidence")
    asked.add_argument("--size", default="hub", choices=("hub", "tenth", "nation"))
    asked.add_argument("--in", dest="folder", type=Path, default=ROOT / "var" / "bench")
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    inputs = Inputs((given.folder / given.size).resolve())
    prepare(inputs, given.size)
    wanted = given.only.split(",") if given.only else [*WORK, *CHANGES, *OTHERS]
    figures = {"size": given.size, "hubs": len(inputs.hubs)}
    for name in wanted:
        if name == "pandas" and figures.get("wide_scan", {}).get("rows", 0) > MOST_FOR_PANDAS:
            say("pandas: left out, it would need more memory than there is")
            continue
        figures[name] = child(name, inputs)
        if figures[name]:
            say(line(name, figures[name]))
    print(json.dumps({"bench": "evidence", "figures": figures | ratios(figures, given.size)}))  # noqa: T201


def prepare(inputs: Inputs, size: str) -> None:
    make_records(inputs, size, progress)
    make_store(inputs, progress)
    for hub in inputs.hubs:
        progress(f"laying out {hub}")
        for coded in (True, False):
            make_wide(inputs, hub, coded=coded)


def child(name: str, inputs: Inputs) -> dict:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", name, str(inputs.root)]
    found = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    if found.returncode:
        say(f"{name}: did not run; is requirements-bench.txt installed?")
        return {}
    return json.loads(found.stdout.splitlines()[-1])


def ratios(figures: dict, size: str) -> dict:
    """CPU of our own work over that of the scans."""
    cells, wide, narrow = (figures.get(name) or {} for name in ("cells", "wide_scan", "narrow_scan"))
    if not (cells and wide and narrow):
        return {}
    return {
        f"{size}_cpu_ratio": round(cells["cpu_s"] / wide["cpu_s"], 2),
        "narrow_scan_ratio": round(cells["cpu_s"] / narrow["cpu_s"], 2),
        "class_build_cpu": figures.get("classes", {}).get("cpu_s"),
    }


def line(name: str, one: dict) -> str:
    rest = ", ".join(
        f"{key} {value}" for key, value in one.items() if key not in ("wall_s", "cpu_s", "peak_mb")
    )
    return f"{name:12} {one['wall_s']:8.2f} s {one['cpu_s']:8.2f} s CPU {one.get('peak_mb', 0):6} MB   {rest}"


def progress(text: str) -> None:
    """Only where somebody looks."""
    if not sys.stderr.isatty():
        return
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)  # noqa: T201


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        import changes
        import others

        with suppress(ImportError):
            import pandas  # noqa: F401  (Arrow loads it when it is there: not to be measured as work)
        named = {name: getattr(others, name) for name in OTHERS}
        named |= {name: getattr(changes, name) for name in CHANGES}
        tell((WORK | named)[sys.argv[2]](Inputs(Path(sys.argv[3]))))
    else:
        main()
