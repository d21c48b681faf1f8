#!/usr/bin/python3
"""Expected weights for tests/unit/initializers_test.cpp, by NumPy.

  initializers.py > initializers.json

Each case has the first three of a layer's weights, 5 x 8, drawn after np.random.seed(42).

Needs python3-numpy (these numbers are from NumPy 1.24.2).
"""
import json

import numpy as np

FAN_OUT, FAN_IN = 5, 8


def uniform(low, high):
    return lambda: np.random.uniform(low, high, (FAN_OUT, FAN_IN))


def normal(mean, deviation):
    return lambda: np.random.normal(mean, deviation, (FAN_OUT, FAN_IN))


def scaled(gain, fan):
    """Both distributions of the variance gain / fan."""
    bound = np.sqrt(3 * gain / fan)
    return {"uniform": uniform(-bound, bound), "normal": normal(0, np.sqrt(gain / fan))}


glorot, he, lecun = scaled(2, FAN_IN + FAN_OUT), scaled(2, FAN_IN), scaled(1, FAN_IN)

CASES = [
    ("glorot", {}, glorot["uniform"]),
    ("glorot", {"distribution": "uniform"}, glorot["uniform"]),
    ("glorot", {"distribution": "normal"}, glorot["normal"]),
    ("he", {}, he["normal"]),
    ("he", {"distribution": "normal"}, he["normal"]),
    ("he", {"distribution": "uniform"}, he["uniform"]),
    ("lecun", {}, lecun["normal"]),
    ("lecun", {"distribution": "normal"}, lecun["normal"]),
    ("lecun", {"distribution": "uniform"}, lecun["uniform"]),
    ("normal", {}, normal(0, 0.05)),
    ("normal", {"mean": -2, "deviation": 0.25}, normal(-2, 0.25)),
    ("uniform", {}, uniform(-0.5, 0.5)),
    ("uniform", {"low": 0.25, "high": 3}, uniform(0.25, 3)),
    ("zeros", {}, lambda: np.zeros((FAN_OUT, FAN_IN))),
]


def printed(name, options, draw):
    np.random.seed(42)
    first = [float(w) for w in draw()[0, :3]]
    return " " + json.dumps({"initializer": name, "options": options, "W1_first": first})


print("[\n" + ",\n".join(printed(*case) for case in CASES) + "\n]")
