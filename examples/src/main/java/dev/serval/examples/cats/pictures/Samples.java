// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Turns what ImageIO decodes into rows of red, green and blue bytes, as Pillow's {@code
 * convert("RGB")} does.
 */
final class Samples {

  private static final int RGB = Pictures.CHANNELS;
  private static final int INKS = 4;

  /** The Adobe segment's word for Y, Cb, Cr and black. */
  private static final int YCCK = 2;

  private Samples() {}

  /**
   * Returns the stored samples, without colour management: {@code getRGB} would brighten grey (Java
   * takes grey for linear light) and follow a JPEG's colour profile, and Pillow does neither.
   */
  static byte[] rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] rgb = new byte[height * width * RGB];
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int type = raster.getTransferType();
    boolean plain =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    if (!plain) {
      int[] line = new int[width];
      for (int y = 0, at = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, line, 0, width);
        for (int argb : line) {
          rgb[at++] = (byte) (argb >> 16);
          rgb[at++] = (byte) (argb >> 8);
          rgb[at++] = (byte) argb;
        }
      }
      return rgb;
    }
    int bands = raster.getNumBands();
    boolean grey = model.getNumColorComponents() == 1;
    int shift = type == DataBuffer.TYPE_USHORT ? 8 : 0;
    int[] line = new int[width * bands];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, line);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < RGB; channel++) {
          rgb[at++] = (byte) (line[x * bands + (grey ? 0 : channel)] >> shift);
        }
      }
    }
    return rgb;
  }

  /**
   * Returns the colours of a JPEG's four inks. As Adobe writes them, and as every reader takes them
   * to be, 255 is no ink: what is stored is how much light each ink and black let through, and a
   * colour is their product over 255. No profile of inks is followed, as in Pillow.
   *
   * @param raster C, M, Y, K or Y, Cb, Cr, K as stored
   * @param adobeTransform what the Adobe segment says of them
   */
  static byte[] rgbOfInks(Raster raster, int adobeTransform) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    byte[] rgb = new byte[height * width * RGB];
    int[] line = new int[width * INKS];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int p = 0; p < line.length; p += INKS) {
        if (adobeTransform == YCCK) {
          unmix(line, p);
        }
        int light = line[p + 3];
        for (int channel = 0; channel < RGB; channel++) {
          rgb[at++] = (byte) (light - over255((255 - line[p + channel]) * light));
        }
      }
    }
    return rgb;
  }

  /**
   * Turns Y, Cb, Cr into C, M, Y in place. By ITU-R BT.601 they give red, green, blue, of which the
   * stored inks are the complements.
   */
  private static void unmix(int[] line, int p) {
    double y = line[p];
    double cb = line[p + 1] - 128.0;
    double cr = line[p + 2] - 128.0;
    line[p] = 255 - sample(y + 1.402 * cr);
    line[p + 1] = 255 - sample(y - 0.344136 * cb - 0.714136 * cr);
    line[p + 2] = 255 - sample(y + 1.772 * cb);
  }

  private static int sample(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }

  /** Returns product/255, rounded; exact for products of two bytes. */
  private static int over255(int product) {
    return (product + 127) / 255;
  }
}
