"""The machine and the versions that were measured."""
import json
import os
import subprocess
from pathlib import Path

from measure import Failed, run_program
from programs import CORES, PYTHON, Peer, Runner, Setting, module_version


def description(runner: Runner, peers: dict[str, Peer], settings: list[Setting]) -> list[str]:
    """A list for the page: processor, versions, OpenBLAS's kernels in each setting."""
    versions = [f"{peer.name} {peer.version}" if peer.program else f"{peer.name} ({peer.version})"
                for peer in peers.values()]
    pandas = module_version("pandas")
    if pandas:
        versions.append(f"pandas {pandas}")
    own = run_program([runner.program, "--version"]).output.strip()
    return [f"- {processor()}, {CORES} cores, {memory_gib()} GiB of memory; {system()}; "
            f"load {os.getloadavg()[0]:.1f} at the start",
            f"- {own}; {compiler()}; {', '.join(versions)}",
            f"- {'; '.join(kernels(setting) for setting in settings if setting.threads == CORES)}"]


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown processor"


def memory_gib() -> int:
    kilobytes = Path("/proc/meminfo").read_text().split()[1]
    return round(int(kilobytes) / 2**20)


def system() -> str:
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.split("=", 1)[1].strip('"')
    return "unknown system"


def compiler() -> str:
    done = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[0] if done.returncode == 0 else "unknown compiler"


def kernels(setting: Setting) -> str:
    """The kernels that OpenBLAS selects in the setting, by threadpoolctl."""
    program = "import json, numpy, threadpoolctl as t; print(json.dumps(t.threadpool_info()))"
    try:
        infos = json.loads(run_program([PYTHON, "-c", program], setting.variables()).output)
    except Failed:
        return "OpenBLAS's kernels unknown (apt-get install python3-numpy python3-threadpoolctl)"
    for info in infos:
        if info["internal_api"] == "openblas":
            return f"OpenBLAS {info['version']}: {info['architecture']} kernels with {setting}"
    return "NumPy without OpenBLAS"
