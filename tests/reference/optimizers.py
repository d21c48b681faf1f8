#!/usr/bin/python3
"""Expected parameters and learning rates for the tests of optimizers.

  optimizers.py > optimizers.json

Every case is an optimizer of PyTorch, in double, on the gradient slope theta + offset, for five
updates. Learning rates are those of PyTorch's schedulers, the warm-up before the rest. Lion, which
PyTorch does not have, follows algorithm 2 of arXiv:2302.06675 in NumPy, and report_listing the code
of the report that it repeats. In the JSON, options have the framework's names.

Needs python3-torch and python3-numpy.
"""
import json
import warnings

import numpy as np
import torch
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)  # NAdam keeps a number of its own in it
warnings.filterwarnings("ignore", "The epoch parameter")  # SequentialLR's own use of it

UPDATES = 5
BATCH, POOL = 30, 40
I = np.arange(12)  # 2 inputs, 2 hidden units, 2 classes: W1 0..3, b1 4..5, W2 6..9, b2 10..11
START = 0.5 - 0.125 * I
SLOPE, OFFSET = 0.125 * (I % 5 + 1), 0.25 * (I % 3 - 1.0)


def rates(total, alpha, schedule="constant", decay=0.1, decay_every=1000, final_alpha=0.0,
          warmup=0):
    """The learning rate of each of `total` updates."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], alpha)
    after = {
        "constant": lambda: lr_scheduler.ConstantLR(optimizer, factor=1),
        "step": lambda: lr_scheduler.StepLR(optimizer, decay_every, decay),
        "exponential": lambda: lr_scheduler.ExponentialLR(optimizer, decay ** (1 / decay_every)),
        "cosine": lambda: lr_scheduler.CosineAnnealingLR(optimizer, total - warmup, final_alpha),
    }
    if warmup == 0:
        scheduler = after[schedule]()
    else:
        rise = lr_scheduler.LinearLR(optimizer, 1 / warmup, total_iters=warmup - 1)
        scheduler = lr_scheduler.SequentialLR(optimizer, [rise, after[schedule]()], [warmup])
    found = []
    for _ in range(total):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def by_torch(optimizer_class, **arguments):
    """A rule that makes the optimizer's updates, one at each of the learning rates."""

    def rule(learning_rates):
        theta = torch.tensor(START, requires_grad=True)
        optimizer = optimizer_class([theta], **arguments)
        for rate in learning_rates:
            theta.grad = torch.tensor(SLOPE) * theta.detach() + torch.tensor(OFFSET)
            optimizer.param_groups[0]["lr"] = rate
            optimizer.step()
        return theta.detach().numpy()

    return rule


def sgd(momentum=0.0, nesterov=False):
    return by_torch(torch.optim.SGD, lr=1, momentum=momentum, nesterov=nesterov)


def adam(beta1=0.9, beta2=0.999, epsilon=1e-8):
    return by_torch(torch.optim.Adam, betas=(beta1, beta2), eps=epsilon)


def adamw(beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01):
    return by_torch(torch.optim.AdamW, betas=(beta1, beta2), eps=epsilon, weight_decay=weight_decay)


def nadam(beta1=0.9, beta2=0.999, epsilon=1e-8, momentum_decay=0.004):
    # PyTorch 1.13 counts a factor of the product twice, but not with foreach.
    return by_torch(torch.optim.NAdam, betas=(beta1, beta2), eps=epsilon,
                    momentum_decay=momentum_decay, foreach=True)


def adagrad(epsilon=1e-10):
    return by_torch(torch.optim.Adagrad, eps=epsilon)


def rmsprop(rho=0.99, epsilon=1e-8, momentum=0.0, centered=False):
    return by_torch(torch.optim.RMSprop, alpha=rho, eps=epsilon, momentum=momentum,
                    centered=centered)


def adadelta(rho=0.9, epsilon=1e-6):
    return by_torch(torch.optim.Adadelta, rho=rho, eps=epsilon)


def lion(beta1=0.9, beta2=0.99, weight_decay=0.0):
    def rule(learning_rates):
        theta, m = START.copy(), np.zeros(I.size)
        for rate in learning_rates:
            g = SLOPE * theta + OFFSET
            theta = theta - rate * (np.sign(beta1 * m + (1 - beta1) * g) + weight_decay * theta)
            m = beta2 * m + (1 - beta2) * g
        return theta

    return rule


def report_listing():
    def rule(learning_rates):
        theta = START.copy()
        for rate in learning_rates:
            sums = (SLOPE * theta + OFFSET) * BATCH  # the gradient is a mean over the batch
            sums[4:6] = sums[4:6].sum()
            sums[10:12] = sums[10:12].sum()
            theta = theta - rate * sums / POOL
        return theta

    return rule


STEP = {"schedule": "step", "decay": 0.5, "decay_every": 2}
EXPONENTIAL = {"schedule": "exponential", "decay": 0.25, "decay_every": 3, "warmup": 2}
COSINE = {"schedule": "cosine", "warmup": 1}

# Each optimizer's rule, default alpha, and what is given beyond the defaults.
OPTIMIZERS = [
    ("gradient_descent", sgd, 0.1, [{}, {"alpha": 0.5}, {"alpha": 0.5} | STEP, COSINE]),
    ("momentum", lambda momentum=0.9, nesterov=False: sgd(momentum, nesterov), 0.1,
     [{}, {"alpha": 0.05, "momentum": 0.5}, {"alpha": 0.05, "momentum": 0.5, "nesterov": True},
      {"nesterov": True} | COSINE]),
    ("report_listing", report_listing, 0.1, [{}, {"alpha": 0.5}, EXPONENTIAL]),
    ("adam", adam, 0.001,
     [{}, {"alpha": 0.1, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.01}, {"alpha": 0.1} | STEP]),
    ("adamw", adamw, 0.001,
     [{}, {"alpha": 0.1, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.01, "weight_decay": 0.5},
      {"alpha": 0.1, "weight_decay": 1.0} | EXPONENTIAL]),
    ("nadam", nadam, 0.002,
     [{}, {"alpha": 0.1, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.01, "momentum_decay": 2.0},
      {"alpha": 0.1} | COSINE]),
    ("adagrad", adagrad, 0.01, [{}, {"alpha": 0.5, "epsilon": 0.25}, {"alpha": 0.5} | STEP]),
    ("rmsprop", rmsprop, 0.01,
     [{}, {"alpha": 0.1, "rho": 0.5, "epsilon": 0.25}, {"centered": True}, {"momentum": 0.5},
      {"alpha": 0.1, "rho": 0.75, "momentum": 0.5, "centered": True} | EXPONENTIAL]),
    ("adadelta", adadelta, 1.0, [{}, {"alpha": 0.5, "rho": 0.5, "epsilon": 0.01}, COSINE]),
    ("lion", lion, 0.0001,
     [{}, {"alpha": 0.1, "beta1": 0.5, "beta2": 0.75, "weight_decay": 0.5},
      {"alpha": 0.1} | EXPONENTIAL]),
]

SCHEDULED = "alpha", "schedule", "decay", "decay_every", "final_alpha", "warmup"

# Updates of the run, those whose rates are kept, and the options.
SCHEDULES = [
    (6, range(1, 7), {"alpha": 0.3}),
    (6, range(1, 7), {"alpha": 0.3, "warmup": 4}),
    (3, range(1, 4), {"alpha": 0.3, "schedule": "cosine", "warmup": 5}),
    (12, range(1, 13), {"alpha": 0.3, "schedule": "step", "decay": 0.5, "decay_every": 3}),
    (9, range(1, 10),
     {"alpha": 0.3, "schedule": "step", "decay": 0.5, "decay_every": 3, "warmup": 2}),
    (8, range(1, 9), {"alpha": 0.3, "schedule": "exponential", "decay": 0.5, "decay_every": 4}),
    (8, range(1, 9),
     {"alpha": 0.3, "schedule": "exponential", "decay": 0.5, "decay_every": 1, "warmup": 3}),
    (10, range(1, 11), {"alpha": 0.3, "schedule": "cosine"}),
    (10, range(1, 11), {"alpha": 0.3, "schedule": "cosine", "final_alpha": 0.05, "warmup": 4}),
    (2500, (1, 1000, 1001, 2000, 2001, 2500), {"alpha": 0.3, "schedule": "step"}),
    (2500, (1, 1000, 1001, 2500), {"alpha": 0.3, "schedule": "exponential"}),
    (2500, (1, 1250, 1251, 2500), {"alpha": 0.3, "schedule": "cosine"}),
]


def optimizer_case(name, rule, alpha, options):
    schedule = {key: value for key, value in options.items() if key in SCHEDULED}
    own = {key: value for key, value in options.items() if key not in SCHEDULED}
    values = rule(**own)(rates(UPDATES, **{"alpha": alpha} | schedule))
    return {"optimizer": name, "options": options, "values": list(map(float, values))}


def schedule_case(total, kept, options):
    found = rates(total, **options)
    return {"options": options, "total_iterations": total,
            "rates": [[iteration, found[iteration - 1]] for iteration in kept]}


def lines(items):
    return "[\n  " + ",\n  ".join(map(json.dumps, items)) + "\n ]"


print(f"""{{
 "torch": "{torch.__version__}", "numpy": "{np.__version__}",
 "updates": {UPDATES}, "batch_examples": {BATCH}, "pool_examples": {POOL},
 "start": {START.tolist()},
 "slope": {SLOPE.tolist()},
 "offset": {OFFSET.tolist()},
 "optimizers": {lines(optimizer_case(name, rule, alpha, options)
                      for name, rule, alpha, cases in OPTIMIZERS for options in cases)},
 "schedules": {lines(schedule_case(*case) for case in SCHEDULES)}
}}""")
