#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the .u8 files beside it with Pillow 9.4: noise.u8 is 13x17 (w x h), the others are its resizes."""
import pathlib

import numpy as np
from PIL import Image

here = pathlib.Path(__file__).parent
noise = np.random.RandomState(1).randint(0, 256, (17, 13, 3)).astype(np.uint8)
noise[:5] = np.where(noise[:5] < 128, 0, 255)  # hard edges overshoot and must be clamped
(here / "noise.u8").write_bytes(noise.tobytes())
for w, h in ((5, 4), (13, 6), (3, 17), (40, 31), (1, 1), (12, 18)):
    small = Image.fromarray(noise).resize((w, h), Image.BICUBIC)
    (here / f"noise_{w}x{h}.u8").write_bytes(np.asarray(small).tobytes())
