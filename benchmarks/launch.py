"""Runs a command and writes to a file how long it took and how much memory: SECONDS KILOBYTES.

  launch.py FILE COMMAND...

The kernel counts the memory of the process that starts a program as the program's, so that one
starts here: this one is small, 10 MB, whatever the benchmarks have grown to.
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
