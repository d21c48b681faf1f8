#!/usr/bin/python3
"""The same training by scikit-learn's MLPClassifier: SGD without momentum.

An iteration is an update; fit() makes whole epochs, so with batches the number is rounded up to
whole epochs. It is timed by the line that fit() prints after each epoch, from the first to the
last. The number of threads is OpenBLAS's (OPENBLAS_NUM_THREADS). Needs python3-sklearn.
"""
import contextlib
import io
import math
import warnings
from time import perf_counter

from sklearn.neural_network import MLPClassifier

from work import ALPHA, arguments, print_mean, training_set


class Clock(io.StringIO):
    """Notes when each epoch's line is printed."""

    def __init__(self):
        super().__init__()
        self.times = []

    def write(self, text):
        if text.startswith("Iteration "):
            self.times.append(perf_counter())
        return len(text)


given = arguments(__doc__)
X, y = training_set(given)
batch_size = given.batch_size or len(X)
updates_an_epoch = math.ceil(len(X) / batch_size)
epochs = math.ceil(given.iterations / updates_an_epoch)
classifier = MLPClassifier((given.hidden_units,), solver="sgd", alpha=0, batch_size=batch_size,
                           learning_rate_init=ALPHA, momentum=0, nesterovs_momentum=False,
                           max_iter=1 + epochs, tol=0, n_iter_no_change=epochs + 2, random_state=42,
                           verbose=True)
warnings.simplefilter("ignore")  # that it has not converged
clock = Clock()
with contextlib.redirect_stdout(clock):
    classifier.fit(X, y)
assert len(clock.times) == 1 + epochs
print_mean(epochs * updates_an_epoch, clock.times[-1] - clock.times[0])
