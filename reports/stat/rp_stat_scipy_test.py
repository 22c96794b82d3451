#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# rp_stat_scipy_test.py - the statistics agree with scipy to 1e-9
# usage: rp_stat_scipy_test.py RP_STAT_PRINT
import subprocess
import sys

try:
    import numpy as np
    from scipy import stats
except ImportError as why:
    print(f"skipped: {why}; apt-get install python3-scipy")
    sys.exit(77)

EXACT_MAX = 50
BEYOND = 10
checked = 0


def ours(word, numbers):
    text = word + "\n" + "\n".join(repr(float(x)) for x in numbers)
    out = subprocess.run([sys.argv[1]], input=text, text=True, check=True,
                         capture_output=True).stdout
    lines = (line.split() for line in out.splitlines())
    return {line[0]: [float(x) for x in line[1:]] for line in lines}


def same(what, got, want):
    global checked
    got, want = np.atleast_1d(got), np.atleast_1d(want)
    if got.shape != want.shape or not np.allclose(got, want, rtol=1e-9,
                                                  atol=1e-9):
        sys.exit(f"{what}: {got}, scipy {want}")
    checked += got.size


def p_value(d, side, shift=0.0):
    d = d - shift
    d = d[d != 0]
    if len(d) > EXACT_MAX:
        return stats.wilcoxon(d, alternative=side, mode="approx",
                              correction=True).pvalue
    if len(np.unique(np.abs(d))) == len(d):
        return stats.wilcoxon(d, alternative=side, mode="exact").pvalue
    # scipy 1.10 takes no notice of ties here: permute the signs
    ranks = stats.rankdata(np.abs(d))
    signs = np.array(np.meshgrid(*[[0, 1]] * len(d))).reshape(len(d), -1)
    sums = ranks @ signs
    plus = ranks[d > 0].sum()
    greater, less = np.mean(sums >= plus), np.mean(sums <= plus)
    return {"greater": greater, "less": less,
            "two-sided": min(1, 2 * min(greater, less))}[side]


def rank_of_bound(n):
    if n <= EXACT_MAX:
        ways = np.ones(1)
        for i in range(1, n + 1):
            step = np.zeros(i + 1)
            step[[0, i]] = 0.5
            ways = np.convolve(ways, step)
        return int(np.sum(np.cumsum(ways) <= 0.025))
    sd = np.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    return int(n * (n + 1) / 4 + stats.norm.ppf(0.025) * sd + 0.5)


def shift(d):
    i, j = np.triu_indices(len(d))
    means = np.sort((d[i] + d[j]) / 2)
    k = rank_of_bound(len(d))
    bounds = [means[k - 1], means[-k]] if k else [-np.inf, np.inf]
    return [np.median(means), *bounds]


def quantile(d, q):
    d, n = np.sort(d), len(d)
    low = int(stats.binom.ppf(0.025, n, q))
    high = int(stats.binom.ppf(0.975, n, q)) + 1
    return [np.quantile(d, q), d[low - 1] if low else -np.inf,
            d[high - 1] if high <= n else np.inf]


def check_pairs(d):
    got = ours("pairs", d)
    same("both", got["both"], p_value(d, "two-sided"))
    same("greater", got["greater"], p_value(d, "greater", 0.125))
    same("less", got["less"], p_value(d, "less", 0.125))
    same("equivalence", got["equivalence"],
         max(p_value(d, "greater", -0.25), p_value(d, "less", 0.25)))
    same("shift", got["shift"], shift(d))
    for q in (0.5, 0.9, 0.99, 0.999):
        if len(d) * (1 - q) > BEYOND - 1e-6:
            same(f"quantile {q}", got[f"quantile{q:g}"], quantile(d, q))
        elif f"quantile{q:g}" in got:
            sys.exit(f"quantile {q} of {len(d)} samples should be absent")


def check_adjusted(p):
    got = ours("p", p)
    order, n = np.argsort(p), len(p)
    holm, bh = np.empty(n), np.empty(n)
    steps = np.arange(n, 0, -1)
    holm[order] = np.minimum(1, np.maximum.accumulate(p[order] * steps))
    scaled = p[order] * n / np.arange(1, n + 1)
    bh[order] = np.minimum(1, np.minimum.accumulate(scaled[::-1])[::-1])
    same("holm", got["holm"], holm)
    same("hochberg", got["hochberg"], bh)


rng = np.random.default_rng(20181213)
for n in (1, 2, 5, 6, 9, 10, 20, 33, 50, 51, 80, 200):
    check_pairs(rng.normal(0.1, 1, n))
    check_pairs(rng.standard_t(2, n))
for n in (6, 10, 14, 60, 150):
    check_pairs(rng.integers(-6, 8, n) / 4)
for n in (1000, 10000):
    x = rng.lognormal(0, 1, n)
    got = ours("pairs", x)
    for q in (0.5, 0.9, 0.99, 0.999):
        if n * (1 - q) > BEYOND - 1e-6:
            same(f"quantile {q}", got[f"quantile{q:g}"], quantile(x, q))
for n in (1, 2, 5, 40):
    check_adjusted(rng.uniform(0, 1, n) ** 3)
print(f"{checked} values agree")
