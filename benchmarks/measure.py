"""Running programs, and taking medians of what rivals need when they run in turn."""
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Mapping, Sequence

GIVE_UP = 1.5  # times a program's best in the first round: such a setting is not tried again

Figures = tuple[float, ...]  # less is better; the first one ranks


class Failed(Exception):
    """A sentence for whoever runs the benchmarks."""


@dataclass(frozen=True)
class Finished:
    output: str  # what the program printed
    seconds: float  # from its start to its end
    peak_mb: float  # memory at its largest, from 10 on


def run_program(command: Sequence[object], variables: Mapping[str, str] | None = None) -> Finished:
    """Raises Failed, with what the program wrote to standard error."""
    words = [str(word) for word in command]
    with tempfile.NamedTemporaryFile("r") as figures:
        launcher = ["/usr/bin/python3", "-IS", Path(__file__).with_name("launch.py"), figures.name]
        done = subprocess.run([*launcher, *words], env=variables, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise Failed(f"{' '.join(words)}: exit status {done.returncode}.\n{done.stderr}")
        seconds, kilobytes = map(float, figures.read().split())
    return Finished(done.stdout, seconds, kilobytes * 1024 / 1e6)


@dataclass(frozen=True)
class Rival:
    program: str
    setting: str
    measure: Callable[[], Figures]


@dataclass(frozen=True)
class Best:
    figures: Figures
    setting: str


def medians(rivals: Iterable[Rival], rounds: int, what: str) -> dict[str, Best]:
    """For each program the medians of its best setting. In every round all rivals run one after the
    other, so that a change of the machine's load meets them all."""
    seen: dict[Rival, list[Figures]] = {rival: [] for rival in rivals}
    for number in range(1, rounds + 1):
        print(f"{what}: round {number} of {rounds}", file=sys.stderr)
        for rival in _worth_trying(seen):
            seen[rival].append(rival.measure())
    best: dict[str, Best] = {}
    for rival in _worth_trying(seen):
        figures = tuple(statistics.median(values) for values in zip(*seen[rival]))
        if rival.program not in best or figures < best[rival.program].figures:
            best[rival.program] = Best(figures, rival.setting)
    return best


def _worth_trying(seen: Mapping[Rival, list[Figures]]) -> list[Rival]:
    first = {rival: figures[0] for rival, figures in seen.items() if figures}
    fastest: dict[str, float] = {}
    for rival, figures in first.items():
        fastest[rival.program] = min(figures[0], fastest.get(rival.program, figures[0]))
    return [rival for rival in seen
            if rival not in first or first[rival][0] <= GIVE_UP * fastest[rival.program]]


def pace(metrics: Path) -> float:
    """Milliseconds an iteration in a run's metrics.csv, from its first row after an update on."""
    rows = [line.split(",") for line in metrics.read_text().splitlines()]
    iteration, seconds = rows[0].index("iteration"), rows[0].index("seconds")
    first, last = rows[2], rows[-1]
    made = int(last[iteration]) - int(first[iteration])
    return 1000 * (float(last[seconds]) - float(first[seconds])) / made
