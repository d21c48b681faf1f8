"""What all sections of the benchmarks share."""
from dataclasses import dataclass
from pathlib import Path

from measure import Failed
from programs import FASHION, Peer, Runner, Setting


@dataclass(frozen=True)
class Context:
    runner: Runner
    rounds: int
    quick: bool  # few iterations, to try the command
    data: Path  # folder of MNIST's files
    build: Path  # folder for compiled programs
    peers: dict[str, Peer]
    settings: list[Setting]

    @property
    def few_rounds(self) -> int:
        """Rounds of sections that take long."""
        return max(1, self.rounds // 2)

    def iterations(self, count: int) -> int:
        return max(3, count // 10) if self.quick else count

    def files(self, data: str) -> list[Path]:
        """The images and labels of "mnist" or "fashion". Raises Failed."""
        folder = FASHION if data == "fashion" else self.data
        files = [folder / f"train-{name}-ubyte.gz" for name in ("images-idx3", "labels-idx1")]
        for file in files:
            if not file.is_file():
                remedy = ("apt-get install dataset-fashion-mnist" if data == "fashion"
                          else "scripts/get-mnist gets it, or --data names its folder")
                raise Failed(f"{file}: no such file; {remedy}.")
        return files


@dataclass(frozen=True)
class Chart:
    """A plot for the page; plots.draw() draws it."""
    name: str  # of the file, without .svg
    caption: str
    panels: tuple["Panel", ...]


@dataclass(frozen=True)
class Panel:
    title: str
    x_label: str
    y_label: str
    points: tuple[tuple[float, float], ...] = ()  # joined by a line, on logarithmic scales
    bars: tuple[tuple[str, float], ...] = ()  # or these, a name and a length


@dataclass(frozen=True)
class Result:
    """A section's Markdown and plots."""
    lines: list[str]
    rounds: int
    charts: tuple[Chart, ...] = ()
