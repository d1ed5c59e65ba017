"""Runs one command and writes what it cost: wall and CPU seconds, the largest process, the whole tree's memory.

Usage: ``python measured.py RESULT.json COMMAND…``. A process of its own and a small one: ``RUSAGE_CHILDREN`` counts
every child of a process together, and a child starts with its parent's high-water mark.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

_EVERY_SECONDS = 0.05
_PROC = Path("/proc")


def main() -> None:
    """Runs the command of ``sys.argv`` and ends with its exit code."""
    result, *command = sys.argv[1:]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    together = 0
    while process.poll() is None:
        together = max(together, _tree_bytes(process.pid))
        time.sleep(_EVERY_SECONDS)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    cost = {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "largest": used.ru_maxrss * unit,
        "together": together,
    }
    Path(result).write_text(json.dumps(cost), encoding="utf-8")
    sys.exit(process.returncode)


def _tree_bytes(root: int) -> int:
    """Resident memory of a process and all below it; shared pages count once for each. Nought without /proc."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in _PROC.glob("[0-9]*"):
        try:
            # The name may hold blanks and brackets: what counts starts behind the last bracket.
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            sizes[int(entry.name)] = int((entry / "statm").read_text().split()[1]) * os.sysconf(
                "SC_PAGE_SIZE"
            )
        except (OSError, ValueError, IndexError):
            continue
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(pid, 0) for pid in family)


if __name__ == "__main__":
    main()
