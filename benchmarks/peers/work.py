"""What the peers' programs share: arguments, data, and the JSON that they print."""
import argparse
import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))
from reference import read_idx  # noqa: E402

ALPHA, CLASSES = 0.10, 10


def arguments(description):
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("images", help="IDX file, gzipped or not")
    parser.add_argument("labels")
    parser.add_argument("--pool", type=int, default=42000, help="examples to use")
    parser.add_argument("--split-size", type=int, default=1000, help="of them held out")
    parser.add_argument("--precision", choices=("double", "float"), default="double")
    parser.add_argument("--hidden-units", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=0, help="0: all examples")
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def training_set(given):
    """Examples in rows, scaled to 0..1 in the precision asked for, and labels."""
    train = slice(given.split_size, given.pool)
    images = read_idx(given.images)[train]
    dtype = np.float64 if given.precision == "double" else np.float32
    X = (images.reshape(len(images), -1) / 255).astype(dtype)
    return X, read_idx(given.labels)[train].astype(np.int64)


def batches(count, batch_size, iterations, random):
    """Row numbers of each update's examples, one update more than `iterations`; None means all
    of them."""
    if batch_size == 0:
        yield from (None for _ in range(iterations + 1))
        return
    made = 0
    while True:
        order = random.permutation(count)
        for first in range(0, count, batch_size):
            if made > iterations:
                return
            made += 1
            yield order[first:first + batch_size]


def report(iterations, update):
    """Calls update() for each of `iterations` and prints the mean time of one, without the first,
    in which memory is taken."""
    update(next(iterations))
    start = perf_counter()
    count = 0
    for rows in iterations:
        update(rows)
        count += 1
    print_mean(count, perf_counter() - start)


def print_mean(iterations, seconds):
    print(json.dumps({"iterations": iterations, "mean_ms": 1000 * seconds / iterations}))
