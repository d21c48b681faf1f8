#!/usr/bin/python3
"""The same training in PyTorch, eager: two linear layers, cross-entropy, SGD.

Needs python3-torch.
"""
import numpy as np
import torch

from work import ALPHA, CLASSES, arguments, batches, report, training_set

given = arguments(__doc__)
torch.set_num_threads(given.threads)
rows, labels = training_set(given)
X, y = torch.from_numpy(rows), torch.from_numpy(labels)
torch.manual_seed(42)
network = torch.nn.Sequential(torch.nn.Linear(X.shape[1], given.hidden_units), torch.nn.ReLU(),
                              torch.nn.Linear(given.hidden_units, CLASSES)).to(X.dtype)
loss_of = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(network.parameters(), lr=ALPHA)


def update(batch):
    x, labels_of_x = X, y
    if batch is not None:
        chosen = torch.from_numpy(batch)
        x, labels_of_x = X[chosen], y[chosen]
    optimizer.zero_grad()
    loss_of(network(x), labels_of_x).backward()
    optimizer.step()


report(batches(len(X), given.batch_size, given.iterations, np.random.RandomState(42)), update)
