#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes cmyk.jpg beside it with Pillow 9.4: 8x8 pixels of one colour, in four inks."""
import pathlib

from PIL import Image

Image.new("RGB", (8, 8), (200, 100, 50)).convert("CMYK").save(pathlib.Path(__file__).parent / "cmyk.jpg")
