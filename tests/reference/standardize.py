#!/usr/bin/python3
"""Expected trajectories of standardised tables: the experiment of scripts/reference.py on CSV files.

  standardize.py TABLE [options] > result.json

TABLE has a header, and its last column is the label. The pool is dealt out and the weights are drawn as in
scripts/reference.py. With --standardize, each input x of all sets becomes (x - mean) / deviation, of which both
are those of the training examples: np.mean and np.std, whose ddof is 0. The deviation of a constant input is 1.

Needs python3-numpy.
"""
import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
from reference import ACTIVATIONS, OPTIMIZERS, PARAMETERS, printable, sums, train


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table")
    parser.add_argument("--standardize", action="store_true")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--split-size", type=int, required=True)
    parser.add_argument("--hidden-units", type=int, default=10)
    parser.add_argument("--activation", choices=ACTIVATIONS, default="relu")
    parser.add_argument("--optimizer", choices=OPTIMIZERS, default="gradient_descent")
    parser.add_argument("--alpha", type=float, default=0.1)
    parser.add_argument("--iterations", type=int, default=300)
    parser.add_argument("--batch-size", type=int, default=0)
    parser.add_argument("--every", type=int, default=50)
    # The other options of the optimizers and activations of scripts/reference.py.
    parser.set_defaults(slope=0.01, momentum=0.9, nesterov=False, beta1=0.9, beta2=0.999, epsilon=1e-8)
    return parser.parse_args()


def run(given):
    table = np.loadtxt(given.table, delimiter=",", skiprows=1)
    X, labels = table[:, :-1].T, table[:, -1].astype(int)
    inputs, pool_size = X.shape
    hidden, classes = given.hidden_units, labels.max() + 1

    random = np.random.RandomState(given.seed)
    rows = np.arange(pool_size)
    random.shuffle(rows)
    parts = {"train": rows[given.split_size:], "test": rows[:given.split_size]}
    shapes = (hidden, inputs), (hidden, 1), (classes, hidden), (classes, 1)
    theta = {name: random.random_sample(shape) - 0.5 for name, shape in zip(PARAMETERS, shapes)}

    result = {"case": vars(given) | {"table": Path(given.table).name},
              "train_examples": len(parts["train"]), "test_examples": len(parts["test"])}
    if given.standardize:
        X_train = X[:, parts["train"]]
        constant = np.ptp(X_train, axis=1) == 0
        mean = np.where(constant, X_train[:, 0], X_train.mean(axis=1))
        deviation = np.where(constant, 1, X_train.std(axis=1))
        X = (X - mean[:, None]) / deviation[:, None]
        result |= {"input_mean": mean.tolist(), "input_deviation": deviation.tolist()}

    parts = {name: (X[:, part], labels[part]) for name, part in parts.items()}
    metrics, theta = train(given, theta, parts, pool_size, random)
    return result | {"metrics": metrics,
                     "final": {"sums": sums(theta), "W1_first_row": theta["W1"][0].tolist(),
                               "b1": theta["b1"].ravel().tolist()}}


if __name__ == "__main__":
    print(printable(run(options())))
