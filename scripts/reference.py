#!/usr/bin/python3
"""The experiment in plain NumPy: an independent reference for the framework's results.

  reference.py IMAGES LABELS [options] > result.json

IMAGES and LABELS are IDX files, gzipped or not; they are the pool. It is shuffled, the first
--split-size rows become the test set, the next --validation-size rows the validation set and the
rest the training set of m examples. With one example a column of X,

  Z1 = W1 X + b1   A1 = g(Z1)   Z2 = W2 A1 + b2   A2 = softmax(Z2)

is trained on the mean cross-entropy. All numbers are doubles, and all draws come from NumPy's
legacy generator in this order: the shuffle; W1, b1, W2, b2, row by row, uniform in [-0.5, 0.5);
with --batch-size, one permutation of the training set at the start of each epoch.

The one JSON object that is printed has the figures after 0, --every, 2 --every, ... updates and
after the last. Numbers are written so that they read back as the same doubles.

Needs python3-numpy.
"""
import argparse
import gzip
import json
from pathlib import Path

import numpy as np

PARAMETERS = "W1", "b1", "W2", "b2"


def read_idx(path):
    data = Path(path).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:3] != b"\0\0\x08":
        raise SystemExit(f"{path}: not an IDX file of unsigned bytes")
    shape = np.frombuffer(data, ">u4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


# Each g and its derivative, which may use both z and a = g(z).
ACTIVATIONS = {
    "identity": lambda slope: (lambda z: z, lambda z, a: np.ones_like(z)),
    "relu": lambda slope: (lambda z: np.maximum(z, 0), lambda z, a: z > 0),
    "leaky_relu": lambda slope: (lambda z: np.where(z > 0, z, slope * z),
                                 lambda z, a: np.where(z > 0, 1, slope)),
    "sigmoid": lambda slope: (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a)),
    "tanh": lambda slope: (np.tanh, lambda z, a: 1 - a * a),
}


# An optimizer is made from the options and the size of the pool. Its step() takes the gradients
# (means over the batch, by name) and the number of examples in the batch, and returns what to
# subtract from the parameters.

class GradientDescent:
    def __init__(self, given, pool_size):
        self.given = given

    def step(self, gradient, examples):
        return {name: self.given.alpha * g for name, g in gradient.items()}


class Momentum:
    """v := mu v + g;  theta := theta - alpha v, or with Nesterov theta - alpha (g + mu v)."""

    def __init__(self, given, pool_size):
        self.given = given
        self.v = dict.fromkeys(PARAMETERS, 0.0)

    def step(self, gradient, examples):
        alpha, mu = self.given.alpha, self.given.momentum
        self.v = {name: mu * self.v[name] + g for name, g in gradient.items()}
        if self.given.nesterov:
            return {name: alpha * (g + mu * self.v[name]) for name, g in gradient.items()}
        return {name: alpha * v for name, v in self.v.items()}


class Adam:
    """Kingma and Ba, arXiv:1412.6980; epsilon is added to the corrected root."""

    def __init__(self, given, pool_size):
        self.given, self.t = given, 0
        self.m = dict.fromkeys(PARAMETERS, 0.0)
        self.v = dict.fromkeys(PARAMETERS, 0.0)

    def step(self, gradient, examples):
        beta1, beta2 = self.given.beta1, self.given.beta2
        self.t += 1
        step = {}
        for name, g in gradient.items():
            self.m[name] = beta1 * self.m[name] + (1 - beta1) * g
            self.v[name] = beta2 * self.v[name] + (1 - beta2) * g * g
            root = np.sqrt(self.v[name] / (1 - beta2**self.t))
            step[name] = (self.given.alpha * self.m[name] / (1 - beta1**self.t)
                          / (root + self.given.epsilon))
        return step


class ReportListing:
    """The update of the course report's listing, where it departs from the report's equations: sums
    are divided by the size of the pool, and a bias gradient is one number for all of its units."""

    def __init__(self, given, pool_size):
        self.given, self.pool_size = given, pool_size

    def step(self, gradient, examples):
        scale = self.given.alpha * examples / self.pool_size
        return {name: scale * (g.sum() if name.startswith("b") else g)
                for name, g in gradient.items()}


OPTIMIZERS = {"gradient_descent": GradientDescent, "momentum": Momentum, "adam": Adam,
              "report_listing": ReportListing}


def forward(theta, g, X):
    Z1 = theta["W1"] @ X + theta["b1"]
    A1 = g(Z1)
    Z2 = theta["W2"] @ A1 + theta["b2"]
    Z2 -= Z2.max(axis=0)  # softmax does not change, and exp cannot overflow
    return Z1, A1, Z2


def figures(theta, g, X, labels):
    """Mean cross-entropy and the share of examples whose largest output is their label's."""
    Z2 = forward(theta, g, X)[2]
    losses = np.log(np.exp(Z2).sum(axis=0)) - Z2[labels, np.arange(len(labels))]
    return float(losses.mean()), float((Z2.argmax(axis=0) == labels).mean())


def gradients(theta, g, dg, X, Y):
    m = X.shape[1]
    Z1, A1, Z2 = forward(theta, g, X)
    A2 = np.exp(Z2)
    A2 /= A2.sum(axis=0)
    dZ2 = A2 - Y
    dZ1 = (theta["W2"].T @ dZ2) * dg(Z1, A1)
    return {"W1": dZ1 @ X.T / m, "b1": dZ1.sum(axis=1, keepdims=True) / m,
            "W2": dZ2 @ A1.T / m, "b2": dZ2.sum(axis=1, keepdims=True) / m}


def batches(random, m, batch_size):
    """The examples of each update, without end: all of them, or epochs of shuffled batches of which
    the last may be smaller."""
    while True:
        if batch_size == 0:
            yield slice(None)
        else:
            order = random.permutation(m)
            for start in range(0, m, batch_size):
                yield order[start:start + batch_size]


def sums(theta):
    return {name: float(values.sum()) for name, values in theta.items()}


def train(given, theta, parts, pool_size, random):
    """Trains from the weights `theta` on parts["train"], and returns the rows of metrics of all parts
    and the final weights. A part is inputs, an example a column, and labels."""
    g, dg = ACTIVATIONS[given.activation](given.slope)
    optimizer = OPTIMIZERS[given.optimizer](given, pool_size)

    def measured(iteration):
        row = {"iteration": iteration}
        for name, (X_part, labels_part) in parts.items():
            row[f"{name}_loss"], row[f"{name}_accuracy"] = figures(theta, g, X_part, labels_part)
        return row

    X_train, labels_train = parts["train"]
    Y_train = np.eye(len(theta["b2"]))[labels_train].T
    batch = batches(random, len(labels_train), given.batch_size)
    metrics = [measured(0)]
    for iteration in range(1, given.iterations + 1):
        chosen = next(batch)
        Y = Y_train[:, chosen]
        step = optimizer.step(gradients(theta, g, dg, X_train[:, chosen], Y), Y.shape[1])
        theta = {name: values - step[name] for name, values in theta.items()}
        if iteration % given.every == 0 or iteration == given.iterations:
            metrics.append(measured(iteration))
    return metrics, theta


def run(given):
    images, labels = read_idx(given.images), read_idx(given.labels).astype(int)
    pool_size = given.pool or len(labels)
    pixels = images[0].size
    X = images[:pool_size].reshape(pool_size, pixels)
    labels = labels[:pool_size]
    hidden, classes = given.hidden_units, labels.max() + 1

    random = np.random.RandomState(given.seed)
    rows = np.arange(pool_size)
    random.shuffle(rows)
    held_out = given.split_size + given.validation_size
    parts = {"train": rows[held_out:], "test": rows[:given.split_size],
             "validation": rows[given.split_size:held_out]}
    parts = {name: (X[part].T / 255, labels[part]) for name, part in parts.items() if len(part)}

    shapes = (hidden, pixels), (hidden, 1), (classes, hidden), (classes, 1)
    theta = {name: random.random_sample(shape) - 0.5 for name, shape in zip(PARAMETERS, shapes)}
    initial = {"sums": sums(theta), "W1_first": theta["W1"][0, :3].tolist()}

    metrics, theta = train(given, theta, parts, pool_size, random)

    # In the middle of the image: the weights of a border pixel that is always 0 never change.
    middle = int(np.ravel_multi_index([n // 2 for n in images.shape[1:]], images.shape[1:]))
    return {
        "case": vars(given) | {"images": Path(given.images).name, "labels": Path(given.labels).name,
                               "pool": pool_size},
        "train_examples": len(parts["train"][1]),
        "test_indices_first": rows[:given.split_size][:10].tolist(),
        "test_labels_first": labels[rows[:given.split_size][:10]].tolist(),
        "initial": initial,
        "metrics": metrics,
        "final": {"sums": sums(theta),
                  "pixel": middle, "W1_of_pixel": theta["W1"][:, middle].tolist(),
                  "b1": theta["b1"].ravel().tolist(), "W2_first_row": theta["W2"][0].tolist(),
                  "b2": theta["b2"].ravel().tolist()},
    }


def printable(value, depth=0):
    """JSON with objects broken into lines; a list of numbers or a metrics row is one line."""
    inner = "\n" + " " * (depth + 1)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[" + ",".join(inner + json.dumps(item) for item in value) + "\n" + " " * depth + "]"
    if isinstance(value, dict):
        items = (f"{inner}{json.dumps(key)}: {printable(item, depth + 1)}"
                 for key, item in value.items())
        return "{" + ",".join(items) + "\n" + " " * depth + "}"
    return json.dumps(value)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("images")
    parser.add_argument("labels")
    parser.add_argument("--pool", type=int, default=0, help="rows of the files to use; 0: all")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--split-size", type=int, default=1000)
    parser.add_argument("--validation-size", type=int, default=0)
    parser.add_argument("--hidden-units", type=int, default=10)
    parser.add_argument("--activation", choices=ACTIVATIONS, default="relu")
    parser.add_argument("--slope", type=float, default=0.01, help="of leaky_relu")
    parser.add_argument("--optimizer", choices=OPTIMIZERS, default="gradient_descent")
    parser.add_argument("--alpha", type=float, default=0.10)
    parser.add_argument("--momentum", type=float, default=0.9, help="of momentum")
    parser.add_argument("--nesterov", action="store_true", help="for momentum")
    parser.add_argument("--beta1", type=float, default=0.9, help="of adam")
    parser.add_argument("--beta2", type=float, default=0.999, help="of adam")
    parser.add_argument("--epsilon", type=float, default=1e-8, help="of adam")
    parser.add_argument("--iterations", type=int, default=1000)
    parser.add_argument("--batch-size", type=int, default=0, help="examples an update; 0: all")
    parser.add_argument("--every", type=int, default=100, help="iterations between metrics rows")
    return parser.parse_args()


if __name__ == "__main__":
    print(printable(run(options())))
