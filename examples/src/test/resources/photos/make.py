#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures beside it with Pillow 12.3 and, for each NAME.KIND, NAME_KIND.rgb: what Pillow sees in it.

That is width and height, two bytes each, low byte first, and the pixels of convert("RGB"), row by row.
exif_jpg.rgb is eight of these: exif.jpg with each value of its orientation.
"""
import io
import pathlib
import struct

from PIL import Image, ImageOps

here = pathlib.Path(__file__).parent


def scene(width, height, mode="RGB"):
    """Soft slopes of colour with a bright disc: something for every channel, nothing that JPEG would smear."""
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            inside = (x - width * 0.6) ** 2 + (y - height * 0.4) ** 2 < (height * 0.3) ** 2
            image.putpixel((x, y), (230, 200 - 2 * y, 40 + x) if inside else (4 * x % 256, 3 * y + 40, 200 - 3 * x % 200))
    return image.convert(mode)


def rgb(image):
    return struct.pack("<HH", *image.size) + image.convert("RGB").tobytes()


def save(name, data):
    (here / name).write_bytes(data)
    with Image.open(io.BytesIO(data)) as image:
        (here / (name.replace(".", "_") + ".rgb")).write_bytes(rgb(image))


def encoded(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


# Inks. The Adobe segment's last byte says what is stored: 0 is CMYK, 2 is YCCK; the samples stay the same.
inks = encoded(scene(48, 32).convert("CMYK"), "JPEG", quality=95)
save("cmyk.jpg", inks)
at = inks.index(b"Adobe") + 11
save("ycck.jpg", inks[:at] + b"\x02" + inks[at + 1:])

# WebP, with and without loss, with alpha, with a second frame.
save("lossy.webp", encoded(scene(61, 45), "WEBP", quality=90))
transparent = scene(23, 17, "RGBA")
transparent.putalpha(Image.linear_gradient("L").resize((23, 17)))
save("alpha.webp", encoded(transparent, "WEBP", lossless=True, exact=True))
save("lossy_alpha.webp", encoded(transparent, "WEBP", quality=90, exact=True))
save("animated.webp", encoded(scene(23, 17), "WEBP", lossless=True, save_all=True, append_images=[Image.new("RGB", (23, 17), "red")]))


# A GIF whose first frame covers a part of the screen; and one with a transparent colour.
def gif(transparency):
    palette = bytes([10, 20, 30, 200, 100, 50, 0, 255, 0, 7, 8, 9])
    control = b"" if transparency is None else b"\x21\xf9\x04" + bytes([1, 0, 0, transparency]) + b"\0"
    # 3 by 2 pixels of codes of 3 bits each: clear, 1, 2, clear, 3, 0, clear, 1, 2, end
    codes, bits = [4, 1, 2, 4, 3, 0, 4, 1, 2, 5], 0
    for i, code in enumerate(codes):
        bits |= code << 3 * i
    data = bits.to_bytes(4, "little")
    frame = b"," + struct.pack("<4HB", 2, 1, 3, 2, 0) + b"\x02" + bytes([len(data)]) + data + b"\0"
    return b"GIF89a" + struct.pack("<2H3B", 6, 5, 0x81, 0, 0) + palette + control + frame + frame + b";"


save("part.gif", gif(None))
save("part_transparent.gif", gif(2))

# PNGs of every kind of pixel; 16-bit grey is missing, as Pillow cuts it off at 255.
save("alpha.png", encoded(transparent, "PNG"))
save("grey_alpha.png", encoded(transparent.convert("LA"), "PNG"))
save("palette.png", encoded(scene(23, 17).quantize(16), "PNG", transparency=3))
save("bit.png", encoded(scene(23, 17, "1"), "PNG"))
save("grey.png", encoded(scene(23, 17, "L"), "PNG"))

# JPEGs that the JDK's reader has its own ideas of: grey; not JFIF and no chroma subsampling; a colour profile.
save("grey.jpg", encoded(scene(48, 32, "L"), "JPEG", quality=95))
plain = encoded(scene(48, 32), "JPEG", quality=95, subsampling=0)
assert plain[2:4] == b"\xff\xe0"
save("no_jfif.jpg", plain[:2] + plain[4 + struct.unpack(">H", plain[4:6])[0]:])
save("progressive.jpg", encoded(scene(48, 32), "JPEG", quality=95, progressive=True))

# Orientation: tag 0x0112, the only one; the test writes 1 to 8 into it.
exif = Image.Exif()
exif[0x0112] = 8
photo = encoded(scene(24, 16), "JPEG", quality=95, exif=exif)
(here / "exif.jpg").write_bytes(photo)
at = photo.index(b"\x01\x12\0\x03\0\0\0\x01\0\x08") + 9
shown = b""
for value in range(1, 9):
    with Image.open(io.BytesIO(photo[:at] + bytes([value]) + photo[at + 1:])) as image:
        shown += rgb(ImageOps.exif_transpose(image))
(here / "exif_jpg.rgb").write_bytes(shown)
for name, format in (("exif.png", "PNG"), ("exif.webp", "WEBP")):
    data = encoded(scene(24, 16), format, exif=exif, **({"lossless": True} if format == "WEBP" else {}))
    (here / name).write_bytes(data)
    with Image.open(io.BytesIO(data)) as image:
        (here / (name.replace(".", "_") + ".rgb")).write_bytes(rgb(ImageOps.exif_transpose(image)))
