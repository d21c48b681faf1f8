#!/usr/bin/python3
"""The report's training loop in NumPy.

The mathematics is that of scripts/reference.py, in double. Work that the report's listing repeats
in every iteration without need, such as encoding the labels, is done once. The number of threads is
OpenBLAS's (OPENBLAS_NUM_THREADS). Needs python3-numpy.
"""
import numpy as np

from work import ALPHA, CLASSES, arguments, batches, report, training_set

from reference import ACTIVATIONS, gradients  # scripts/reference.py

given = arguments(__doc__)
rows, labels = training_set(given)
X, Y = np.ascontiguousarray(rows.T), np.eye(CLASSES, dtype=rows.dtype)[labels].T

random = np.random.RandomState(42)
hidden = given.hidden_units
theta = {"W1": random.random_sample((hidden, len(X))) - 0.5,
         "b1": random.random_sample((hidden, 1)) - 0.5,
         "W2": random.random_sample((CLASSES, hidden)) - 0.5,
         "b2": random.random_sample((CLASSES, 1)) - 0.5}
theta = {name: values.astype(X.dtype) for name, values in theta.items()}
relu, relu_derivative = ACTIVATIONS["relu"](0)


def update(batch):
    global theta
    x, y = (X, Y) if batch is None else (X[:, batch], Y[:, batch])
    gradient = gradients(theta, relu, relu_derivative, x, y)
    theta = {name: values - X.dtype.type(ALPHA) * gradient[name] for name, values in theta.items()}


report(batches(X.shape[1], given.batch_size, given.iterations, random), update)
