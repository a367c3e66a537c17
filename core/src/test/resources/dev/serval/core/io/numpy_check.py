# SPDX-License-Identifier: Apache-2.0
"""NumPy's side of the NPY and NPZ files.

python3 numpy_check.py ARCHIVE ARRAY DIRECTORY: lists the arrays of ARCHIVE and the one in ARRAY on standard output
(name, dtype, shape, SHA-256 of the elements), and the archive's comment; then writes the same arrays to DIRECTORY
in every form that NumPy has.
"""
import hashlib
import sys
import zipfile

import numpy

archive, array, directory = sys.argv[1:]


def show(name, values):
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    print(name, values.dtype.str, list(values.shape), digest)


with numpy.load(archive) as loaded:
    arrays = {name: loaded[name] for name in loaded.files}
for name, values in arrays.items():
    show(name, values)
one = numpy.load(array)
show("npy", one)
with zipfile.ZipFile(archive) as zipped:
    assert zipped.testzip() is None
    print("comment", zipped.comment.decode("utf-8"))

numpy.savez(directory + "/theirs.npz", **arrays)
numpy.savez_compressed(directory + "/theirs_compressed.npz", **arrays)
numpy.save(directory + "/plain.npy", one)
numpy.save(directory + "/fortran.npy", numpy.asfortranarray(one))
numpy.save(directory + "/big_endian.npy", one.astype(">f8"))
numpy.save(directory + "/big_endian_fortran.npy", numpy.asfortranarray(one.astype(">f8")))
with open(directory + "/v2.npy", "wb") as file:
    numpy.lib.format.write_array(file, one, version=(2, 0))
numpy.save(directory + "/vector.npy", arrays["0.bias"])
