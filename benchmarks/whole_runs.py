"""Whole processes: their time from start to end, their memory, and the time before training."""
import gzip
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from context import Context, Result
from measure import Candidate, Failed, Measurement, medians, run_program
from programs import CORES, PYTHON, ROOT, Setting, module_version, thread_count
from tables import rounded, table


def process(context: Context) -> Result:
    """`runner configs/mnist.yaml` beside scripts/reference.py, the NumPy program for the same run
    from the same files, in its fastest setting."""
    iterations = context.iterations(1000)
    peer = context.peers["NumPy"]
    candidates = [Candidate("runner", thread_count(CORES),
                            lambda: _whole_runner(context, iterations))]
    if peer.program:
        setting = _best_setting(context)
        candidates.append(Candidate("NumPy", str(setting),
                            lambda: _whole_numpy(context, setting, iterations)))
    best = medians(candidates, context.few_rounds, "process")
    seconds, megabytes = best["runner"].measurement
    program = f"runner, {best['runner'].setting}"
    rows = [[program, rounded(seconds), "", "", rounded(megabytes), "", ""]]
    if "NumPy" in best:
        peer_seconds, peer_megabytes = best["NumPy"].measurement
        rows.append([f"NumPy, {best['NumPy'].setting}", rounded(peer_seconds),
                     rounded(peer_seconds / seconds), "7", rounded(peer_megabytes),
                     rounded(peer_megabytes / megabytes), "5"])
    else:
        rows.append([f"NumPy: {peer.version}", "", "", "7", "", "", "5"])
    heads = [" program", "seconds", "times the runner's", "goal",
             "memory at its peak, MB", "times the runner's", "goal"]
    return Result(table(heads, rows), context.few_rounds)


def _whole_runner(context: Context, iterations: int) -> Measurement:
    done = context.runner.run("mnist", f"iterations={iterations}")
    return done.seconds, done.peak_mb


def _whole_numpy(context: Context, setting: Setting, iterations: int) -> Measurement:
    done = run_program([PYTHON, ROOT / "scripts/reference.py", *context.files("mnist"),
                        "--pool", 42000, "--iterations", iterations], setting.variables())
    return done.seconds, done.peak_mb


def _best_setting(context: Context) -> Setting:
    return min(context.settings, key=lambda setting: _whole_numpy(context, setting, 10))


def start(context: Context) -> Result:
    """From the start of `runner configs/baseline.yaml` to the line of iteration 0, when the digits
    have been loaded and evaluated once."""
    rounds = 4 * context.rounds  # they are short
    runner = Candidate("runner", "", lambda: (_milliseconds_to_first_line(context),))
    milliseconds = medians([runner], rounds, "start")["runner"].measurement[0]
    row = ["to the first iteration on `digits`", rounded(milliseconds), "at most 50"]
    return Result(table([" from the start", "ms", "goal"], [row]), rounds)


def _milliseconds_to_first_line(context: Context) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [str(context.runner.program), str(ROOT / "configs/baseline.yaml"),
                   "iterations=100", "--output", folder]
        begin = perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True) as program:
            for line in program.stdout:
                if line.startswith("iteration "):
                    milliseconds = 1000 * (perf_counter() - begin)
                    program.stdout.read()
                    return milliseconds
    raise Failed("runner configs/baseline.yaml printed no line that begins with 'iteration'.")


def csv(context: Context) -> Result:
    """MNIST as Kaggle's train.csv, 42,000 rows of a label and 784 pixels: `runner check`, a whole
    process that loads, checks and splits the table, beside pandas.read_csv() alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.csv"
        _write_table(context, file)
        candidates = [Candidate("runner", "", lambda: _check(context, file))]
        if module_version("pandas"):
            candidates.append(Candidate("pandas", "", lambda: _read_csv(file)))
        best = medians(candidates, context.rounds, "csv")
    own = best["runner"].measurement[0]
    rows = [["`runner check`", rounded(1000 * own), "", ""]]
    if "pandas" in best:
        seconds = best["pandas"].measurement[0]
        rows.append(["pandas.read_csv()", rounded(1000 * seconds), rounded(seconds / own), "12"])
    else:
        rows.append(["pandas: not installed: apt-get install python3-pandas", "", "", "12"])
    return Result(table([" program", "ms", "times the runner's", "goal"], rows), context.rounds)


def _write_table(context: Context, file: Path) -> None:
    images, labels = (gzip.decompress(path.read_bytes()) for path in context.files("mnist"))
    with open(file, "w", newline="") as table_file:
        table_file.write(",".join(["label", *(f"pixel{i}" for i in range(784))]) + "\n")
        for row in range(42000):
            pixels = images[16 + 784 * row:16 + 784 * (row + 1)]
            table_file.write(f"{labels[8 + row]},{','.join(map(str, pixels))}\n")


def _check(context: Context, file: Path) -> Measurement:
    return (run_program([context.runner.program, "check", ROOT / "configs/mnist.yaml",
                         f"dataset={{plugin: csv, label: label, file: '{file}'}}"]).seconds,)


def _read_csv(file: Path) -> Measurement:
    program = ("import sys, time, pandas; start = time.perf_counter(); "
               "pandas.read_csv(sys.argv[1]); print(time.perf_counter() - start)")
    return (float(run_program([PYTHON, "-c", program, file]).output),)
