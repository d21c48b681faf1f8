#!/usr/bin/python3
"""Expected values for tests/unit/statistics_test.cpp, by SciPy and statsmodels.

  statistics.py > statistics.json

Needs python3-scipy and python3-statsmodels (these numbers are from SciPy 1.10.1, statsmodels 0.13.5).
"""
import json
import math

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint

random = np.random.RandomState(12)


def spread(values):
    values = np.array(values)
    n = len(values)
    case = {"values": values.tolist(), "mean": values.mean(), "deviation": values.std(ddof=1)}
    half = stats.sem(values) * stats.t.ppf(0.975, n - 1)
    case["interval"] = [values.mean() - half, values.mean() + half]
    return case


def sign_flip_scipy(differences):
    result = stats.permutation_test((np.array(differences),), np.sum, permutation_type="samples",
                                    alternative="two-sided", n_resamples=np.inf, vectorized=False)
    return {"differences": list(differences), "p": result.pvalue}


def sign_flip_counted(thousandths):
    """Differences k / 1000: whole numbers, so ties are exact."""
    counts = {0: 1}
    for k in thousandths:
        after = {}
        for total, count in counts.items():
            for signed in (total + k, total - k):
                after[signed] = after.get(signed, 0) + count
        counts = after
    observed = abs(sum(thousandths))
    extreme = sum(count for total, count in counts.items() if abs(total) >= observed)
    return {"differences": [k / 1000 for k in thousandths], "p": extreme / 2 ** len(thousandths)}


def sign_flip_halves(differences):
    """All sums as those of two halves, the second sorted."""
    def sums(part):
        result = np.zeros(1)
        for d in part:
            result = np.concatenate([result + d, result - d])
        return np.sort(result)
    half = len(differences) // 2
    a, b = sums(differences[:half]), sums(differences[half:])
    limit = abs(sum(differences)) * (1 - 1e-12)
    extreme = sum(len(b) - np.searchsorted(b, limit - a))
    return {"differences": list(differences), "p": float(2 * extreme / 2 ** len(differences))}


def holm(p):
    return {"p": list(p), "adjusted": multipletests(p, method="holm")[1].tolist()}


def mcnemar_case(only_first, only_second):
    p = mcnemar([[0, only_first], [only_second, 0]], exact=True).pvalue
    return {"only_first": only_first, "only_second": only_second, "p": float(min(p, 1))}


def wilson(successes, total):
    low, high = proportion_confint(successes, total, method="wilson")
    return {"successes": successes, "total": total, "low": max(low, 0), "high": min(high, 1)}


def pairs(effect):
    """The smallest n >= 2 with power 0.8. solve_power() fails where that is below 2."""
    power = TTestPower()
    n = 2
    while power.power(effect, n, 0.05, alternative="two-sided") < 0.8:
        n += 1
    if n > 3:
        assert n == math.ceil(power.solve_power(effect, power=0.8, alpha=0.05))
    return n


def needed(difference, deviation, n):
    low = deviation * math.sqrt((n - 1) / stats.chi2.ppf(0.975, n - 1))
    high = deviation * math.sqrt((n - 1) / stats.chi2.ppf(0.025, n - 1))
    return {"difference": difference, "deviation": deviation, "count": n,
            "low": pairs(difference / low), "estimate": pairs(difference / deviation),
            "high": pairs(difference / high)}


cases = {
    "spreads": [spread(values) for values in
                [[0.88, 0.9], [1, 2, 3, 4], [0.5, 0.5, 0.75], [1e-9, 3e-9, 2e-9], [1e12, 1e12 + 3, 1e12 + 5]]
                + [random.normal(0.9, 0.01, n) for n in (2, 3, 5, 8, 10, 20, 30)]],
    "sign_flips": [sign_flip_scipy(d) for d in
                   [[0.1, 0.2], [0.3, -0.1, 0.2, 0.05], [1, 1, 1, 1, 1], [2, -1, 3, -2, 1, 4]]
                   + [random.normal(0.3, 1, n).tolist() for n in (3, 6, 7, 8, 11, 12)]
                   + [random.normal(1, 1, n).tolist() for n in (5, 10, 13)]]
    + [sign_flip_counted([int(k) for k in random.randint(-20, 40, n)]) for n in (4, 8, 9, 16, 17, 20, 24)]
    + [sign_flip_counted([int(k) for k in random.randint(-20, 26, n)]) for n in (25, 60, 250)]
    + [sign_flip_halves(random.normal(0.3, 1, n).tolist()) for n in (20, 24)]
    + [sign_flip_counted([10] * 8), sign_flip_counted([10, -10] * 5), sign_flip_counted([0, 0, 3, 1])],
    "sampled": [sign_flip_halves(random.normal(0.25, 1, n).tolist()) for n in (25, 30, 36)],
    "holm": [holm(p) for p in
             [[0.01], [0.01, 0.04, 0.03], [0.5, 0.9, 0.4], [0.02, 0.02, 0.02, 0.001], [1, 1, 0.0625]]
             + [random.uniform(0, 0.1, 12).tolist()]],
    "mcnemar": [mcnemar_case(*b) for b in
                [(0, 1), (5, 5), (1, 9), (88, 23), (400, 390), (30, 0), (10000, 10300)]],
    "wilson": [wilson(*s) for s in [(0, 10), (10, 10), (1, 1), (880, 1000), (9715, 10000), (3, 7)]],
    "needed": [needed(*c) for c in
               [(0.005, 0.0075593, 8), (0.01, 0.02, 5), (0.02, 0.01, 10), (0.1, 0.01, 3), (0.01, 0.1, 20)]],
}
print(json.dumps(cases, indent=1))
