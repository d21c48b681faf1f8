#!/usr/bin/python3
"""Times the report's training loop in NumPy: all examples at once, doubles, gradient descent.

  numpy_loop.py IMAGES LABELS [--pool N] [--split-size K] [--iterations I]

IMAGES and LABELS are IDX files, gzipped or not. The mathematics is that of scripts/reference.py.
What the report's listing does in every iteration but needs to do only once, such as encoding the
labels, is done once. Prints one JSON object; the times are of one iteration.

Needs python3-numpy.
"""
import argparse
import json
import statistics
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
from reference import ACTIVATIONS, gradients, read_idx  # noqa: E402

ALPHA, HIDDEN_UNITS, CLASSES = 0.10, 10, 10

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("images")
parser.add_argument("labels")
parser.add_argument("--pool", type=int, default=42000, help="examples to use")
parser.add_argument("--split-size", type=int, default=1000, help="of them held out")
parser.add_argument("--iterations", type=int, default=200)
given = parser.parse_args()

train = slice(given.split_size, given.pool)
images = read_idx(given.images)[train]
X = images.reshape(len(images), -1).T / 255
Y = np.eye(CLASSES)[read_idx(given.labels)[train]].T

random = np.random.RandomState(42)
theta = {"W1": random.random_sample((HIDDEN_UNITS, len(X))) - 0.5,
         "b1": random.random_sample((HIDDEN_UNITS, 1)) - 0.5,
         "W2": random.random_sample((CLASSES, HIDDEN_UNITS)) - 0.5,
         "b2": random.random_sample((CLASSES, 1)) - 0.5}
relu, relu_derivative = ACTIVATIONS["relu"](0)

milliseconds = []
for _ in range(given.iterations):
    start = perf_counter()
    gradient = gradients(theta, relu, relu_derivative, X, Y)
    theta = {name: values - ALPHA * gradient[name] for name, values in theta.items()}
    milliseconds.append(1000 * (perf_counter() - start))

print(json.dumps({"train_examples": X.shape[1], "iterations": given.iterations,
                  "median_ms": statistics.median(milliseconds),
                  "mean_ms": statistics.mean(milliseconds)}))
