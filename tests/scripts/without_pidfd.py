#!/usr/bin/python3
"""Runs a program where pidfd_open(2) fails, as on kernels before 5.3.

  without_pidfd.py PROGRAM [ARGUMENT...]
"""
import ctypes
import errno
import os
import struct
import sys

PIDFD_OPEN = 434  # on every architecture
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, FAIL = 0x7FFF0000, 0x00050000 | errno.ENOSYS


def statement(code, jump_true, jump_false, operand):
    return struct.pack("HBBI", code, jump_true, jump_false, operand)


# Loads the number of the system call, compares it, and returns what to do.
program = (statement(0x20, 0, 0, 0) + statement(0x15, 0, 1, PIDFD_OPEN) +
           statement(0x06, 0, 0, FAIL) + statement(0x06, 0, 0, ALLOW))
buffer = ctypes.create_string_buffer(program, len(program))
filter_program = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or \
        libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter_program, 0, 0) != 0:
    sys.exit(77)
os.execvp(sys.argv[1], sys.argv[1:])
