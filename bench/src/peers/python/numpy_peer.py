#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the notebook's network with NumPy; speaks the protocol of dev.serval.bench.compare.Child."""

import os
import sys
import time

HAS_AVX512 = os.path.exists("/proc/cpuinfo") and "avx512f" in open("/proc/cpuinfo").read()


def openblas_core():
    """Says which kernels the OpenBLAS that NumPy loaded has chosen, or None if it cannot be asked."""
    import ctypes

    if not os.path.exists("/proc/self/maps"):
        return None
    for line in open("/proc/self/maps"):
        path = line.split(None, 5)[-1].strip()
        if "openblas" in path.lower():
            library = ctypes.CDLL(path)
            for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename"):
                if hasattr(library, name):
                    function = getattr(library, name)
                    function.restype = ctypes.c_char_p
                    return function().decode()
    return None


try:
    import numpy as np
except ImportError as error:
    print("@failed did not load: " + str(error), flush=True)
    sys.exit(0)

core = openblas_core()
# Debian's older OpenBLAS does not know new processors and takes slow kernels; then it is told.
if HAS_AVX512 and core in ("Prescott", "Nehalem", "Core2", "generic", "Generic", "Haswell") \
        and "OPENBLAS_CORETYPE" not in os.environ:
    os.environ["OPENBLAS_CORETYPE"] = "SkylakeX"
    os.execv(sys.executable, [sys.executable] + sys.argv)

LEARNING_RATE = 0.0075
COST_EVERY = 10
SIZES = {"CAT": (209, [12288, 20, 7, 5, 1])}


class Training:
    def __init__(self, directory, shape, dtype, iterations):
        m, sizes = SIZES[shape]
        self.iterations = iterations

        def load(name, *dims):
            values = np.fromfile(os.path.join(directory, shape, name + ".f64"), "<f8", int(np.prod(dims)))
            return values.reshape(dims).astype(dtype)

        # Examples lie one after the other; the notebook transposes the view, as here.
        self.x = load("x", m, sizes[0]).T
        self.y = load("y", m, sizes[-1]).T
        self.start = [
            (load("W%d" % l, sizes[l], sizes[l - 1]), load("b%d" % l, sizes[l], 1))
            for l in range(1, len(sizes))
        ]

    def run(self):
        x, y = self.x, self.y
        m = x.shape[1]
        weights = [w.copy() for w, _ in self.start]
        biases = [b.copy() for _, b in self.start]
        last = len(weights) - 1
        costs = []
        for iteration in range(self.iterations):
            activations = [x]
            for l, (w, b) in enumerate(zip(weights, biases)):
                z = w @ activations[-1] + b
                activations.append(np.maximum(0, z) if l < last else 1 / (1 + np.exp(-z)))
            probabilities = activations[-1]
            if iteration % COST_EVERY == 0:
                costs.append(float(-(y * np.log(probabilities) + (1 - y) * np.log(1 - probabilities)).sum() / m))
            dz = probabilities - y
            for l in range(last, -1, -1):
                dw = dz @ activations[l].T / m
                db = dz.sum(axis=1, keepdims=True) / m
                if l > 0:
                    # z <= 0 exactly where the activation is 0.
                    dz = (weights[l].T @ dz) * (activations[l] > 0)
                weights[l] -= LEARNING_RATE * dw
                biases[l] -= LEARNING_RATE * db
        return np.array(costs)


def main():
    directory = sys.argv[1]
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "?")
    print("@ok NumPy %s, OpenBLAS kernels %s, %s thread(s)" % (np.__version__, core, threads), flush=True)
    work = None
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        try:
            answer = ""
            if command == "open":
                _, operation, shape, kind, size = rest.split(" ")
                if operation != "train":
                    print("@unsupported trains only", flush=True)
                    continue
                work = Training(directory, shape, "f4" if kind == "FLOAT32" else "f8", int(size))
            elif command == "result":
                work.run().astype("<f8").tofile(rest)
            elif command == "warm":
                # Nothing is compiled; the check before has touched all libraries.
                answer = "1 0"
            elif command == "batch":
                start = time.perf_counter_ns()
                work.run()
                answer = str(time.perf_counter_ns() - start)
            elif command == "close":
                work = None
            else:
                raise ValueError("unknown command " + command)
            print("@ok " + answer, flush=True)
        except Exception as error:
            print("@failed " + str(error).replace("\n", " "), flush=True)


main()
