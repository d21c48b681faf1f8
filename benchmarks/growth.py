"""How the runner's time and memory grow with each size, with the other sizes as in the report."""
import math
from dataclasses import dataclass
from typing import Callable

from context import Chart, Context, Panel, Result
from measure import Best, Candidate, Measurement, medians
from tables import rounded, table

INPUTS, EXAMPLES, HIDDEN = 784, 41000, 10
EXAMPLE_COUNTS = 5000, 20_000, 100_000, 500_000, 2_000_000
UNIT_COUNTS = 10, 32, 100, 320, 1024
BATCH_SIZES = 1, 8, 64, 512, 4096, EXAMPLES
OPERATIONS = 40e9  # of a measurement, about: half a second of two cores


def growth(context: Context) -> Result:
    """Examples are synthetic (`blobs` without noise, as bytes, none of them zero); hidden units and
    batches are measured on MNIST's 41,000 images. In double. Memory is the peak of the process."""
    sweeps = _sweeps(context)
    found = [_grown(context, sweep) for sweep in sweeps]
    lines = [line for sweep, best in zip(sweeps, found) for line in (*_table(sweep, best), "")]
    panels = [_panel(sweep, best, index) for index in (0, 1) for sweep, best in zip(sweeps, found)]
    chart = Chart("growth", "Time and memory against examples, hidden units and batch size",
                  tuple(panels))
    return Result(lines[:-1], context.few_rounds, (chart,))


@dataclass(frozen=True)
class Sweep:
    title: str
    unit: str  # of the first number; the second is in MB
    sizes: tuple[int, ...]
    measure: Callable[[int], Measurement]


def _sweeps(context: Context) -> list[Sweep]:
    examples, units, batches = EXAMPLE_COUNTS, UNIT_COUNTS, BATCH_SIZES
    if context.quick:
        examples, units, batches = examples[:3], units[:3], batches[2:]
    return [Sweep("examples", "ms an iteration", examples, lambda n: _with_examples(context, n)),
            Sweep("hidden units", "ms an iteration", units, lambda n: _with_units(context, n)),
            Sweep("examples a batch", "ms an epoch", batches, lambda n: _with_batches(context, n))]


def _grown(context: Context, sweep: Sweep) -> dict[str, Best]:
    candidates = [Candidate(str(size), "", lambda size=size: sweep.measure(size))
                  for size in sweep.sizes]
    return medians(candidates, context.few_rounds, f"growth with {sweep.title}")


def _iterations(examples: int, units: int, limit: int = 200) -> int:
    return max(3, min(limit, round(OPERATIONS / (4 * INPUTS * examples * units))))


def _with_examples(context: Context, examples: int) -> Measurement:
    dataset = (f"dataset={{plugin: synthetic, pattern: blobs, classes: 10, inputs: {INPUTS}, "
               f"examples: {examples}, noise: 0, stored_as: byte}}")
    return context.runner.pace("baseline", _iterations(examples, HIDDEN), dataset)


def _with_units(context: Context, units: int) -> Measurement:
    return context.runner.pace("mnist", _iterations(EXAMPLES, units),
                               f"network.hidden_units={units}")


def _with_batches(context: Context, batch: int) -> Measurement:
    updates = math.ceil(EXAMPLES / batch)
    iterations = _iterations(batch, HIDDEN, limit=updates if updates > 1 else 200)
    milliseconds, megabytes = context.runner.pace("mnist", iterations,
                                                  f"batch_size={batch if updates > 1 else 'all'}")
    return updates * milliseconds, megabytes


def _table(sweep: Sweep, best: dict[str, Best]) -> list[str]:
    return table([sweep.title, sweep.unit, "memory, MB"],
                 [[f"{size:,}", *map(rounded, best[str(size)].measurement)]
                  for size in sweep.sizes])


def _panel(sweep: Sweep, best: dict[str, Best], index: int) -> Panel:
    points = tuple((size, best[str(size)].measurement[index]) for size in sweep.sizes)
    return Panel("", sweep.title, (sweep.unit, "memory, MB")[index], points)
