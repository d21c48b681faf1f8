#!/usr/bin/python3
"""The same training by scikit-learn's MLPClassifier: SGD without momentum.

An iteration is an update; fit() makes whole epochs, so with batches the number is rounded up to
whole epochs. The number of threads is OpenBLAS's (OPENBLAS_NUM_THREADS). Needs python3-sklearn.
"""
import json
import math
import warnings
from time import perf_counter

from sklearn.neural_network import MLPClassifier

from work import ALPHA, arguments, training_set

given = arguments(__doc__)
X, y = training_set(given)
batch_size = given.batch_size or len(X)
updates_an_epoch = math.ceil(len(X) / batch_size)
epochs = math.ceil(given.iterations / updates_an_epoch)
classifier = MLPClassifier((given.hidden_units,), solver="sgd", alpha=0, batch_size=batch_size,
                           learning_rate_init=ALPHA, momentum=0, nesterovs_momentum=False,
                           max_iter=epochs, tol=0, n_iter_no_change=epochs + 1, random_state=42)
warnings.simplefilter("ignore")  # that it has not converged
start = perf_counter()
classifier.fit(X, y)
print(json.dumps({"iterations": epochs * updates_an_epoch,
                  "mean_ms": 1000 * (perf_counter() - start) / (epochs * updates_an_epoch)}))
