"""Runs programs, and takes medians over candidates that run in turn."""
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Mapping, Sequence

SKIP_RATIO = 1.5  # settings slower than a program's best by this factor are skipped after round 1

Measurement = tuple[float, ...]  # compared by the first number; less is better


class Failed(Exception):
    """A sentence for the user of the benchmarks."""


@dataclass(frozen=True)
class ProcessResult:
    output: str  # what the program printed
    seconds: float  # from its start to its end
    peak_mb: float  # peak memory; at least 10, see launch.py


def run_program(command: Sequence[object],
                variables: Mapping[str, str] | None = None) -> ProcessResult:
    """Raises Failed, with the program's standard error, unless it succeeds."""
    words = [str(word) for word in command]
    with tempfile.NamedTemporaryFile("r") as usage:
        launcher = ["/usr/bin/python3", "-IS", Path(__file__).with_name("launch.py"), usage.name]
        done = subprocess.run([*launcher, *words], env=variables, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise Failed(f"{' '.join(words)}: exit status {done.returncode}.\n{done.stderr}")
        seconds, kilobytes = map(float, usage.read().split())
    return ProcessResult(done.stdout, seconds, kilobytes * 1024 / 1e6)


@dataclass(frozen=True)
class Candidate:
    program: str
    setting: str
    measure: Callable[[], Measurement]


@dataclass(frozen=True)
class Best:
    measurement: Measurement
    setting: str


def medians(candidates: Iterable[Candidate], rounds: int, what: str) -> dict[str, Best]:
    """The medians of each program's best setting. In every round all candidates run one after the
    other, so that a change in the machine's load affects all of them."""
    seen: dict[Candidate, list[Measurement]] = {candidate: [] for candidate in candidates}
    for number in range(1, rounds + 1):
        print(f"{what}: round {number} of {rounds}", file=sys.stderr)
        for candidate in _worth_trying(seen):
            seen[candidate].append(candidate.measure())
    best: dict[str, Best] = {}
    for candidate in _worth_trying(seen):
        measurement = tuple(statistics.median(values) for values in zip(*seen[candidate]))
        if candidate.program not in best or measurement < best[candidate.program].measurement:
            best[candidate.program] = Best(measurement, candidate.setting)
    return best


def _worth_trying(seen: Mapping[Candidate, list[Measurement]]) -> list[Candidate]:
    first = {candidate: taken[0] for candidate, taken in seen.items() if taken}
    fastest: dict[str, float] = {}
    for candidate, measurement in first.items():
        fastest[candidate.program] = min(measurement[0],
                                         fastest.get(candidate.program, measurement[0]))
    return [candidate for candidate in seen
            if candidate not in first
            or first[candidate][0] <= SKIP_RATIO * fastest[candidate.program]]


def iteration_ms(metrics: Path) -> float:
    """Milliseconds an iteration by a run's metrics.csv, from its first row after an update."""
    rows = [line.split(",") for line in metrics.read_text().splitlines()]
    iteration, seconds = rows[0].index("iteration"), rows[0].index("seconds")
    first, last = rows[2], rows[-1]
    updates = int(last[iteration]) - int(first[iteration])
    return 1000 * (float(last[seconds]) - float(first[seconds])) / updates
