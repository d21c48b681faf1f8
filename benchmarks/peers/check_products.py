#!/usr/bin/python3
"""Checks that OpenBLAS multiplies correctly with the kernels that OPENBLAS_CORETYPE selects.

Some kernels of some versions are wrong on some processors. The products are those of the training,
with small integers, so that they must be exact. Exits with status 1 if one is not. Needs
python3-numpy.
"""
import sys

import numpy as np

random = np.random.RandomState(0)
for rows, inner, columns in ((10, 784, 4100), (10, 4100, 784), (10, 10, 4100), (128, 784, 64),
                             (64, 784, 10), (37, 53, 71)):
    A, B = random.randint(-8, 9, (rows, inner)), random.randint(-8, 9, (inner, columns))
    exact = A @ B  # NumPy's own loops: OpenBLAS knows no integers
    for real in np.float64, np.float32:
        a, b = A.astype(real), B.astype(real)
        for product in a @ b, (b.T @ a.T).T, np.asfortranarray(a) @ b, a @ np.asfortranarray(b):
            if not np.array_equal(product, exact):
                sys.exit(f"{rows} x {inner} times {inner} x {columns} in {real.__name__} is wrong")
