#!/usr/bin/env python3
"""Expected parameters for tests/unit/optimizers_test.cpp: five updates by each optimizer.

The formulas are those of the documentation of torch.optim.SGD and torch.optim.Adam, and of the code
that report_listing repeats. The gradient of parameter i is a_i theta_i + c_i, which the test computes
as well. Prints C++ initializers. Needs NumPy.
"""
import numpy as np

COUNT = 12  # 2 inputs, 2 hidden units, 2 classes: W1 0..3, b1 4..5, W2 6..9, b2 10..11
STEPS = 5
BATCH, POOL = 30, 40
i = np.arange(COUNT)
A, C = 0.125 * (i % 5 + 1), 0.25 * (i % 3 - 1.0)
START = 0.5 - 0.125 * i


def gradient(theta):
    return A * theta + C


def sgd(lr, momentum=0.0, nesterov=False):
    theta, buffer = START.copy(), None
    for _ in range(STEPS):
        g = gradient(theta)
        if momentum != 0:
            buffer = g.copy() if buffer is None else momentum * buffer + g
            g = g + momentum * buffer if nesterov else buffer
        theta = theta - lr * g
    return theta


def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, m, v = START.copy(), np.zeros(COUNT), np.zeros(COUNT)
    for t in range(1, STEPS + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta


def report_listing(lr):
    theta = START.copy()
    for _ in range(STEPS):
        sums = gradient(theta) * BATCH  # the gradient is a mean over the batch
        sums[4:6] = sums[4:6].sum()
        sums[10:12] = sums[10:12].sum()
        theta = theta - lr * sums / POOL
    return theta


def show(name, theta):
    print(f"const arma::vec {name} = {{{', '.join(repr(float(x)) for x in theta)}}};")


show("gradient_descent_default", sgd(0.1))
show("gradient_descent_fast", sgd(0.5))
show("momentum_default", sgd(0.1, momentum=0.9))
show("momentum_nesterov", sgd(0.05, momentum=0.5, nesterov=True))
show("adam_default", adam(0.001))
show("adam_other", adam(0.1, beta1=0.5, beta2=0.75, eps=0.01))
show("report_listing_default", report_listing(0.1))
