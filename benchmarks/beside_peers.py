"""Training in all programs with the same network, data, precision and batches."""
from dataclasses import dataclass

from context import Chart, Context, Panel, Result
from measure import Best, Candidate, medians
from programs import CORES, Task, thread_count
from tables import rounded, table


@dataclass(frozen=True)
class Work:
    name: str
    task: Task
    peers: tuple[str, ...]
    goal: float = 0  # the ratio to the runner's time that `goal_peers` should reach
    goal_peers: tuple[str, ...] = ()
    updates: int = 1  # number of updates whose time the table shows


EPOCH = 641  # updates by batches of 64 of 41,000 examples

BASELINE = (
    Work("all examples, double", Task(iterations=20), ("NumPy", "PyTorch", "mlpack"),
         7, ("NumPy",)),
    Work("all examples, float", Task(precision="float", iterations=30),
         ("NumPy", "PyTorch", "scikit-learn", "mlpack"), 10, ("PyTorch",)),
)
FASHION = (
    Work("all examples, double", Task("fashion", iterations=15), ("NumPy", "PyTorch"),
         4.5, ("NumPy",)),
    Work("all examples, float", Task("fashion", "float", iterations=20), ("NumPy", "PyTorch")),
)
BATCHES = (
    Work("10 hidden units, an epoch", Task(precision="float", batch_size=64, iterations=EPOCH),
         ("PyTorch", "scikit-learn", "mlpack"), 6, ("PyTorch", "scikit-learn"), EPOCH),
    Work("128 hidden units, an epoch",
         Task(precision="float", batch_size=64, hidden_units=128, iterations=EPOCH),
         ("PyTorch", "scikit-learn", "mlpack"), 3, ("PyTorch", "scikit-learn"), EPOCH),
)


def baseline(context: Context) -> Result:
    """The report's iteration on 41,000 images of MNIST."""
    best = [_measure(context, work) for work in BASELINE]
    panels = tuple(Panel(work.name, "", "ms an iteration", bars=tuple(
        (program, found.measurement[0]) for program, found in programs.items()))
        for work, programs in zip(BASELINE, best))
    chart = Chart("baseline", "The report's iteration in each program at its best setting", panels)
    return Result(_table(context, BASELINE, best), context.rounds, (chart,))


def fashion(context: Context) -> Result:
    """The same on the 60,000 images of Fashion-MNIST, half of whose pixels are zero."""
    best = [_measure(context, work) for work in FASHION]
    return Result(_table(context, FASHION, best), context.rounds)


def batches(context: Context) -> Result:
    """An epoch of batches of 64 of the 41,000 images of MNIST, in float."""
    best = [_measure(context, work) for work in BATCHES]
    return Result(_table(context, BATCHES, best), context.rounds)


def _measure(context: Context, work: Work) -> dict[str, Best]:
    task = Task(**{**vars(work.task), "iterations": context.iterations(work.task.iterations)})
    files = context.files(task.data)
    candidates = [Candidate("runner", thread_count(CORES), lambda: context.runner.measure(task))]
    for peer in (context.peers[name] for name in work.peers):
        if peer.program:
            candidates += [Candidate(peer.name, str(setting),
                             lambda peer=peer, setting=setting: peer.measure(task, setting, files))
                       for setting in context.settings]
    return medians(candidates, context.rounds, work.name)


def _table(context: Context, works: tuple[Work, ...], found: list[dict[str, Best]]) -> list[str]:
    rows = []
    for work, best in zip(works, found):
        own = best["runner"].measurement[0]
        program = f"runner, {best['runner'].setting}"
        rows.append([work.name, program, rounded(own * work.updates), "", ""])
        for name in work.peers:
            goal = f"{work.goal:g}" if name in work.goal_peers else ""
            if name not in best:
                rows.append(["", f"{name}: {context.peers[name].version}", "", "", goal])
                continue
            milliseconds = best[name].measurement[0]
            rows.append(["", f"{name}, {best[name].setting}", rounded(milliseconds * work.updates),
                         rounded(milliseconds / own), goal])
    return table([" work", " program", "ms", "times the runner's", "goal"], rows)
