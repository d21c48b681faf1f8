#!/usr/bin/env python3
"""Expected values for tests/unit/synthetic_dataset_test.cpp, drawn with NumPy.

The formulas are those of the class comment in plugins/datasets/synthetic.cpp. Prints a JSON list of
cases: the options, the number of the first example listed, and the values. Needs NumPy.

    tests/reference/synthetic.py > tests/reference/synthetic.json
"""
import json

import numpy as np


def points(pattern, k, classes, inputs):
    n = len(k)
    if pattern == "blobs":
        return (2 * np.random.rand(classes, inputs) - 1)[k]
    p = np.zeros((n, inputs))
    if pattern == "moons":
        angle = np.pi * np.random.rand(n)
        sign = 1 - 2 * k
        p[:, 0] = sign * (np.cos(angle) - 0.5)
        p[:, 1] = sign * (np.sin(angle) - 0.25)
    elif pattern == "spirals":
        u = np.random.rand(n)
        angle = 2 * np.pi * (u + k / classes)
        p[:, 0] = u * np.cos(angle)
        p[:, 1] = u * np.sin(angle)
    else:
        u, v = np.random.rand(n, 2).T
        row = 2 * np.floor(2 * v) + (np.floor(4 * u) + k) % 2
        p[:, 0] = 2 * u - 1
        p[:, 1] = (row + 2 * v - np.floor(2 * v)) / 2 - 1
    return p


def draw(pattern, examples, classes, inputs, noise, seed, stored_as):
    np.random.seed(seed)
    x = points(pattern, np.arange(examples) % classes, classes, inputs)
    if noise != 0:
        x = x + noise * np.random.randn(examples, inputs)
    if stored_as == "byte":
        return np.clip(np.floor(255 * (x + 2) / 4 + 0.5), 0, 255)
    return x.astype(np.float32).astype(float) if stored_as == "float" else x


def case(pattern, examples, classes=2, inputs=2, noise=0.1, seed=0, stored_as="double", first=0):
    options = dict(pattern=pattern, examples=examples, classes=classes, inputs=inputs,
                   noise=float(noise), seed=seed, stored_as=stored_as)
    return dict(options=options, first=first, values=draw(**options)[first:].tolist())


cases = [case(pattern, 8, seed=7) for pattern in ("blobs", "moons", "spirals", "checkerboard")]
cases += [case(pattern, 5, inputs=5, noise=0.5) for pattern in ("blobs", "moons", "checkerboard")]
cases += [case(pattern, 7, classes=3, seed=2**32 - 1) for pattern in ("blobs", "spirals")]
cases += [case("checkerboard", 16, noise=0), case("spirals", 6, noise=0, inputs=3)]
cases += [case("moons", 9, stored_as="byte"), case("blobs", 9, noise=2, stored_as="byte")]
cases += [case("spirals", 5, stored_as="float")]
cases += [case("moons", 20000, inputs=3, first=19998)]
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
