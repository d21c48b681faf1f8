"""The runner compared with itself and with the machine's limits: activations, threads, limits."""
import json

from context import Context, Result
from measure import Candidate, Failed, medians, run_program
from programs import CORES, ROOT, Task, compiled, thread_count
from tables import rounded, table

INPUTS, EXAMPLES = 784, 41000


def activations(context: Context) -> Result:
    """An iteration with sigmoid and tanh takes at most 1.3 times that with ReLU."""
    rows = []
    for precision in "double", "float":
        tasks = [Task(precision=precision, activation=name, iterations=context.iterations(20))
                 for name in ("relu", "sigmoid", "tanh")]
        best = medians([Candidate(task.activation, "",
                                  lambda task=task: context.runner.measure(task))
                        for task in tasks], context.rounds, f"activations, {precision}")
        relu = best["relu"].measurement[0]
        rows += [[precision, name, rounded(found.measurement[0]),
                  rounded(found.measurement[0] / relu),
                  "" if name == "relu" else "at most 1.3"] for name, found in best.items()]
    heads = [" precision", " activation", "ms an iteration", "times ReLU's", "goal"]
    return Result(table(heads, rows), context.rounds)


def threads(context: Context) -> Result:
    """Parallel efficiency, the time on one thread over n times that on n threads, and memory."""
    counts = [n for n in (1, 2, 4, 8, 16, 32, 64, 128) if n < CORES] + [CORES]
    rows = []
    for precision in "double", "float":
        task = Task(precision=precision, iterations=context.iterations(20))
        candidates = [Candidate(str(n), "", lambda n=n: context.runner.measure(task, n))
                      for n in counts]
        best = medians(candidates, context.rounds, f"threads, {precision}")
        one = best["1"].measurement[0]
        for n in counts:
            milliseconds, megabytes = best[str(n)].measurement
            rows.append([precision, str(n), rounded(milliseconds),
                         f"{100 * one / (n * milliseconds):.0f} %", "90 %" if n == 2 else "",
                         rounded(megabytes)])
    heads = [" precision", "threads", "ms an iteration", "efficiency", "goal", "memory, MB"]
    return Result(table(heads, rows), context.rounds)


def limits(context: Context) -> Result:
    """The machine's limits, and the share of them that an iteration reaches, for dense products of
    4 x 10 x 784 x 41,000 operations and for reading all pixels once as bytes."""
    machine = _machine_limits(context)
    rows = [[name, rounded(machine[key, 1] / 1e9), rounded(machine[key, CORES] / 1e9)]
            for name, key in (("multiply-adds in double, GFLOP/s", "arithmetic/double"),
                              ("multiply-adds in float, GFLOP/s", "arithmetic/float"),
                              ("bytes read from memory, GB/s", "memory"))]
    lines = table([f" limit ({machine['vectors']})", "1 thread", thread_count(CORES)], rows)
    tasks = [Task(precision=precision, iterations=context.iterations(20))
             for precision in ("double", "float")]
    best = medians([Candidate(task.precision, "", lambda task=task: context.runner.measure(task))
                    for task in tasks], context.rounds, "limits")
    memory = 1000 * INPUTS * EXAMPLES / machine["memory", CORES]
    rows = []
    for task in tasks:
        own = best[task.precision].measurement[0]
        dense = 1000 * 4 * 10 * INPUTS * EXAMPLES / machine[f"arithmetic/{task.precision}", CORES]
        rows.append([task.precision, rounded(own), rounded(dense), f"{100 * dense / own:.0f} %",
                     rounded(memory), f"{100 * memory / own:.0f} %",
                     "100 %" if task.precision == "double" else ""])
    return Result([*lines, "", *table(
        [" precision", "ms an iteration", "dense products, ms", "share", "memory, ms", "share",
         "goal of the first share"], rows)], context.rounds)


def _machine_limits(context: Context) -> dict:
    """The best of some repetitions by name and number of threads, and the instruction set."""
    try:
        program = compiled(ROOT / "benchmarks/limits.cpp", context.build,
                           ["-O2", "-DHWY_SHARED_DEFINE", "-lhwy", "-lbenchmark", "-lpthread"])
    except Failed as failure:
        raise Failed(f"It needs libhwy-dev and libbenchmark-dev. {failure}") from failure
    done = run_program([program, "--benchmark_format=json", "--benchmark_min_time=0.2",
                        "--benchmark_repetitions=5"])
    measured = json.loads(done.output)
    found = {"vectors": measured["context"]["vectors"]}
    for entry in measured["benchmarks"]:
        if entry["run_type"] != "iteration":
            continue
        key = entry["run_name"].split("/real_time")[0], entry["threads"]
        rate = entry.get("operations_per_second") or entry["bytes_per_second"]
        found[key] = max(rate, found.get(key, 0.0))
    return found
