"""What a command costs: the CPU time of all its processes, and the most memory they held at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    cpu_s: float
    """User and system time of the command and of every process that it waited for."""
    wall_s: float
    peak_mb: float
    """The largest sum of proportional set sizes of all its processes, by samples; where the system has no such figure,
    the resident set of the largest process."""


class CommandError(RuntimeError):
    """The measured command ended with an error; what it printed is the message."""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run *command* in *cwd* and say what it cost.

    Raises CommandError when it does not end with 0.
    """
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        watch = _MemoryWatch(process.pid)
        watch.start()
        # Not process.wait(): only wait4 tells what this child, and no other, has used.
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        if process.returncode:
            output.seek(0)
            raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{output.read()[-4000:]}")
    resident_mb = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(usage.ru_utime + usage.ru_stime, wall_s, watch.peak_mb or resident_mb)


class _MemoryWatch(threading.Thread):
    """Samples the memory of a process and its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak_mb = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        if not Path("/proc/self/smaps_rollup").exists():
            return
        while not self._over.wait(SAMPLE_S):
            self.peak_mb = max(self.peak_mb, sum(map(_proportional_mb, _family(self.pid))))

    def stop(self) -> None:
        """End the watch; the peak stands then."""
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """*pid* and all its descendants that still run."""
    family = [pid]
    for member in family:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += map(int, task.read_text().split())
            except OSError:  # It ended between the two reads.
                continue
    return family


def _proportional_mb(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:  # It ended, or belongs to somebody else.
        pass
    return 0.0
