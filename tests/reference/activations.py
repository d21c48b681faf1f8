#!/usr/bin/python3
"""Expected values and derivatives for tests/unit/activation_values_test.cpp, by PyTorch.

  activations.py > activations.json

Derivatives are autograd's, all in double. The points are of both signs and exact in float, and none
of them is a kink. PyTorch's softplus is the identity from beta x = 20 on; a threshold of 700, below
which exp does not overflow, makes it the formula to the last digit. Its hardsigmoid has the float
nearest to 1/6 as derivative even in double; the same function by relu6 has not.

Needs python3-torch (these numbers are from PyTorch 1.13).
"""
import json

import torch
from torch.nn import functional as F

MAGNITUDES = [0.0009765625, 0.75, 2.5, 5.25, 37.0, 1000.0]
POINTS = [-x for x in reversed(MAGNITUDES)] + MAGNITUDES

CASES = [
    ("elu", {}, F.elu),
    ("elu", {"alpha": 0.5}, lambda x: F.elu(x, alpha=0.5)),
    ("gelu", {}, F.gelu),
    ("gelu", {"form": "tanh"}, lambda x: F.gelu(x, approximate="tanh")),
    ("hard_sigmoid", {}, lambda x: F.relu6(x + 3) / 6),
    ("identity", {}, torch.nn.Identity()),
    ("leaky_relu", {}, lambda x: F.leaky_relu(x, negative_slope=0.01)),
    ("leaky_relu", {"slope": 0.25}, lambda x: F.leaky_relu(x, negative_slope=0.25)),
    ("mish", {}, F.mish),
    ("relu", {}, F.relu),
    ("selu", {}, F.selu),
    ("sigmoid", {}, torch.sigmoid),
    ("softplus", {}, lambda x: F.softplus(x, threshold=700)),
    ("softplus", {"beta": 2.5}, lambda x: F.softplus(x, beta=2.5, threshold=700)),
    ("softsign", {}, F.softsign),
    ("swish", {}, F.silu),
    ("swish", {"beta": 2.5}, lambda x: x * torch.sigmoid(2.5 * x)),
    ("tanh", {}, torch.tanh),
]


def numbers(function):
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = function(x)
    y.sum().backward()
    return {"values": y.tolist(), "derivatives": x.grad.tolist()}


def member(key, value):
    return f"{json.dumps(key)}: {json.dumps(value)}"


def printed(name, options, function):
    head = member("activation", name) + ", " + member("options", options)
    return "  {" + ",\n   ".join([head] + [member(*item) for item in numbers(function).items()]) + "}"


print("{\n " + member("points", POINTS) + ",\n " + '"cases": [')
print(",\n".join(printed(*case) for case in CASES) + "\n ]\n}")
