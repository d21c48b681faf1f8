"""The runner and its peers: where they are, their settings, and how they are given a task."""
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from measure import Failed, Measurement, ProcessResult, iteration_ms, run_program

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "/usr/bin/python3"
CORES = len(os.sched_getaffinity(0))
FASHION = Path("/usr/share/datasets/fashion-mnist")


def thread_count(number: int) -> str:
    return f"{number} thread{'s' if number > 1 else ''}"


@dataclass(frozen=True)
class Task:
    """Training the report's network on images of 28 x 28."""
    data: str = "mnist"  # or "fashion"; both are configs of the runner
    precision: str = "double"
    batch_size: int = 0  # 0: all examples
    hidden_units: int = 10
    activation: str = "relu"
    iterations: int = 20


@dataclass(frozen=True)
class Setting:
    threads: int
    kernels: str  # OPENBLAS_CORETYPE: "inherited", "unset" or a value

    def variables(self) -> dict[str, str]:
        variables = dict(os.environ, OPENBLAS_NUM_THREADS=str(self.threads),
                         OMP_NUM_THREADS=str(self.threads))
        if self.kernels == "inherited":
            return variables
        for name in "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE":
            variables.pop(name, None)
        if self.kernels != "unset":
            variables["OPENBLAS_CORETYPE"] = self.kernels
        return variables

    def __str__(self) -> str:
        threads = thread_count(self.threads)
        value = self.variables().get("OPENBLAS_CORETYPE")
        if value is None and self.kernels == "inherited":
            return threads  # there is nothing to choose from
        return f"{threads}, OPENBLAS_CORETYPE {'unset' if value is None else f'= {value}'}"


def settings() -> list[Setting]:
    """All settings in which a peer is tried."""
    kernels = ["inherited"]
    if "OPENBLAS_CORETYPE" in os.environ:
        kernels.append("unset")
    tried = os.environ.get("OPENBLAS_CORETYPE") == "SkylakeX"
    if _has_avx512() and not tried and _products_are_right(Setting(CORES, "SkylakeX")):
        kernels.append("SkylakeX")
    return [Setting(threads, name) for threads in sorted({1, CORES}) for name in kernels]


def _has_avx512() -> bool:
    return " avx512f " in Path("/proc/cpuinfo").read_text()


def _products_are_right(setting: Setting) -> bool:
    try:
        run_program([PYTHON, ROOT / "benchmarks/peers/check_products.py"], setting.variables())
    except Failed:
        return False
    return True


@dataclass(frozen=True)
class Peer:
    name: str
    package: str  # Debian's
    program: tuple[str, ...]  # the command before its arguments; empty: not to be had
    version: str  # or why it is not to be had

    def measure(self, task: Task, setting: Setting, files: list[Path]) -> Measurement:
        """Milliseconds an iteration."""
        pool, held_out = (60000, 0) if task.data == "fashion" else (42000, 1000)
        done = run_program([*self.program, *files, "--pool", pool, "--split-size", held_out,
                            "--precision", task.precision, "--batch-size", task.batch_size,
                            "--hidden-units", task.hidden_units, "--iterations", task.iterations,
                            "--threads", setting.threads], setting.variables())
        return (json.loads(done.output)["mean_ms"],)


def find_peers(build: Path) -> dict[str, Peer]:
    peers = [_python_peer("NumPy", "numpy", "python3-numpy", "numpy_loop.py"),
             _python_peer("PyTorch", "torch", "python3-torch", "pytorch_loop.py"),
             _python_peer("scikit-learn", "sklearn", "python3-sklearn", "sklearn_loop.py"),
             _mlpack(build)]
    return {peer.name: peer for peer in peers}


def module_version(module: str) -> str | None:
    try:
        program = f"import {module}; print({module}.__version__)"
        return run_program([PYTHON, "-c", program]).output.strip()
    except Failed:
        return None


def _python_peer(name: str, module: str, package: str, file: str) -> Peer:
    version = module_version(module)
    if version is None:
        return _missing(name, package)
    return Peer(name, package, (PYTHON, str(ROOT / "benchmarks/peers" / file)), version)


def _missing(name: str, package: str) -> Peer:
    return Peer(name, package, (), f"not installed: apt-get install {package}")


def _mlpack(build: Path) -> Peer:
    if not Path("/usr/include/mlpack.hpp").exists():
        return _missing("mlpack", "libmlpack-dev, where Debian has it")
    try:
        program = compiled(ROOT / "benchmarks/peers/mlpack_loop.cpp", build,
                           ["-O3", "-DNDEBUG", "-larmadillo", "-lz"])
        return Peer("mlpack", "libmlpack-dev", (str(program),),
                    run_program([program, "--version"]).output.strip())
    except Failed as error:
        reason = str(error).splitlines()[-1]
        return Peer("mlpack", "libmlpack-dev", (), f"does not compile: {reason}")


def compiled(source: Path, build: Path, flags: list[str]) -> Path:
    """Compiles a C++ file into `build`, unless the program there is newer. Returns the program.
    Raises Failed."""
    program = build / source.stem
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    compiler = os.environ.get("CXX", "g++")
    if shutil.which(compiler) is None:
        raise Failed(f"{source} needs a compiler, but there is no {compiler}; install g++ or set "
                     "CXX.")
    build.mkdir(parents=True, exist_ok=True)
    run_program([compiler, "-std=c++20", source, "-I", source.parent, "-o", program, *flags])
    return program


@dataclass(frozen=True)
class Runner:
    program: Path

    def run(self, config: str, *arguments: str) -> ProcessResult:
        """Runs configs/CONFIG.yaml and deletes the results."""
        with tempfile.TemporaryDirectory() as folder:
            return self._run_into(folder, config, arguments)

    def pace(self, config: str, iterations: int, *arguments: str) -> tuple[float, float]:
        """Milliseconds an iteration in a run of at least 2, and peak memory in MB."""
        every = f"report_every={max(1, iterations // 5)}"
        with tempfile.TemporaryDirectory() as folder:
            done = self._run_into(folder, config, [f"iterations={iterations}", every, *arguments])
            return iteration_ms(Path(done.output.splitlines()[-1]) / "metrics.csv"), done.peak_mb

    def _run_into(self, folder: str, config: str, arguments: Sequence[str]) -> ProcessResult:
        return run_program([self.program, ROOT / f"configs/{config}.yaml", "--output", folder,
                            *arguments])

    def measure(self, task: Task, threads: int = CORES) -> Measurement:
        """Milliseconds an iteration, and MB. Makes five times as many iterations as the peers."""
        return self.pace(task.data, 5 * task.iterations, f"precision={task.precision}",
                         f"batch_size={task.batch_size or 'all'}",
                         f"network.hidden_units={task.hidden_units}",
                         f"network.activation={task.activation}", "--threads", str(threads))
