"""Runs a command and writes its time and peak memory to a file: SECONDS KILOBYTES.

  launch.py FILE COMMAND...

The kernel counts the memory of the parent process towards the program's peak. So this small process
of 10 MB starts programs, however large the benchmarks' own process is.
"""
import os
import sys
from time import perf_counter

start = perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as file:
    file.write(f"{perf_counter() - start} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status) & 255)
