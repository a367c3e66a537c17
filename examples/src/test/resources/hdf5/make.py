#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the HDF5 files beside it (python3-h5py 3.7, HDF5 1.10). Pixels count up: byte i is (7 i) mod 256."""
import pathlib

import h5py
import numpy as np

here = pathlib.Path(__file__).parent
M, H, W = 3, 2, 4
PIXELS = (np.arange(M * H * W * 3) * 7 % 256).astype(np.uint8).reshape(M, H, W, 3)
LABELS = np.array([1, 0, 1])
CLASSES = np.array([b"non-cat", b"cat"])


def make(name, x=PIXELS, y=LABELS.astype("<i8"), prefix="train", classes=CLASSES, libver=None, **options):
    with h5py.File(here / (name + ".h5"), "w", libver=libver) as f:
        if x is not None:
            f.create_dataset(prefix + "_set_x", data=x, **options)
        if y is not None:
            f.create_dataset(prefix + "_set_y", data=y)
        if classes is not None:
            f.create_dataset("list_classes", data=classes)


# To be read.
make("contiguous")
make("test_keys", prefix="test")
make("column_labels_big_endian", y=LABELS.astype(">i4").reshape(M, 1), classes=None)
make("labels_uint64", y=LABELS.astype("<u8"))
make("labels_int8", y=LABELS.astype("i1"))
make("gzip_shuffle", chunks=(2, H, W, 3), compression="gzip", shuffle=True)
make("fletcher32", chunks=(1, H, W, 3), fletcher32=True)
make("libver_latest", libver="latest")
make("latest_chunked", libver="latest", chunks=(1, H, W, 3), compression="gzip")
make("classes_variable_length", classes=np.array(["dog", "lynx"], dtype=h5py.string_dtype()))

# To be refused.
make("wrong_keys", prefix="training")
make("no_keys", x=None, y=None, classes=None)
floats = PIXELS.astype("<f8")
floats[0, 0, 0, 0] = np.nan
make("float_pixels", x=floats)
make("int16_pixels", x=PIXELS.astype("<i2"))
make("flat_pixels", x=PIXELS.reshape(M, -1))
make("four_channels", x=np.zeros((M, H, W, 4), np.uint8))
make("zero_pictures", x=PIXELS[:0], y=LABELS[:0])
make("zero_height", x=np.zeros((M, 0, W, 3), np.uint8))
make("label_two", y=np.array([1, 2, 0]))
make("label_negative", y=np.array([1, -1, 0], "i1"))
make("label_huge", y=np.array([1, 2**63 + 1, 0], "<u8"))
make("float_labels", y=LABELS.astype("<f8"))
make("matrix_labels", y=np.zeros((M, 2), "<i8"))
make("too_few_labels", y=LABELS[:2])
make("three_classes", classes=np.array([b"a", b"b", b"c"]))
make("number_classes", classes=np.array([0, 1]))
with h5py.File(here / "group_pixels.h5", "w") as f:
    f.create_group("train_set_x")
    f.create_dataset("train_set_y", data=LABELS)
for name, count in (("claims_25_megabytes", 2_000), ("claims_2_gigabytes", 200_000)):
    with h5py.File(here / (name + ".h5"), "w") as f:
        f.create_dataset("train_set_x", (count, 64, 64, 3), np.uint8, chunks=(1, 64, 64, 3))
        f.create_dataset("train_set_y", data=np.zeros(1, "i1"))
