# SPDX-License-Identifier: Apache-2.0
"""An independent reader and writer of safetensors files, from the format's description.

python3 safetensors_check.py SOURCE TARGET [PACKAGE]: lists SOURCE on standard output, one line per tensor (name,
dtype, shape, SHA-256 of its bytes) and per metadata entry, and writes the same tensors, last one first and without
padding, to TARGET. If Python's safetensors is installed, it must agree; to PACKAGE it writes them, too.
"""
import hashlib
import json
import sys

import numpy

TYPES = {"F32": "<f4", "F64": "<f8"}


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    assert length % 8 == 0, "the data are not aligned"
    text = content[8 : 8 + length].decode("utf-8")
    assert text[0] == "{"
    header = json.loads(text)
    metadata = header.pop("__metadata__", {})
    assert all(isinstance(value, str) for value in metadata.values())
    data = content[8 + length :]
    tensors = {}
    end = 0
    for name, entry in header.items():
        assert entry["data_offsets"][0] == end, "gap or overlap"
        begin, end = entry["data_offsets"]
        flat = numpy.frombuffer(data[begin:end], TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    assert end == len(data), "bytes behind the last tensor"
    return tensors, metadata


def write(path, tensors, metadata):
    header = {"__metadata__": metadata}
    data = b""
    for name, values in tensors.items():
        dtype = {"<f4": "F32", "<f8": "F64"}[values.dtype.str]
        begin = len(data)
        data += values.tobytes()
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode("ascii")
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def check_with_package(path, tensors, metadata, target):
    try:
        import safetensors
        import safetensors.numpy
    except ImportError:
        return "package absent"
    theirs = safetensors.numpy.load_file(path)
    assert set(theirs) == set(tensors)
    for name, values in tensors.items():
        assert theirs[name].dtype == values.dtype and theirs[name].shape == values.shape
        assert theirs[name].tobytes() == values.tobytes()
    with safetensors.safe_open(path, "numpy") as file:
        assert (file.metadata() or {}) == metadata
    if target:
        safetensors.numpy.save_file(tensors, target, metadata)
    return "package agrees"


tensors, metadata = read(sys.argv[1])
for name, values in tensors.items():
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    print("tensor", json.dumps(name), values.dtype.str, list(values.shape), digest)
for key, value in metadata.items():
    print("metadata", json.dumps(key), json.dumps(value))
print(check_with_package(sys.argv[1], tensors, metadata, sys.argv[3] if len(sys.argv) > 3 else None))
write(sys.argv[2], dict(reversed(list(tensors.items()))), metadata)
