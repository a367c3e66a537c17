// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Labelled pictures of one size, in order. A picture is height·width·3 bytes, row by row, each
 * pixel red, green, blue: byte {@code (row·width + column)·3 + channel}, which is also the
 * notebook's feature index. Label 1 means {@link #positive()}, 0 {@link #negative()}.
 */
public final class Pictures {

  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  /** Values of a byte. */
  private static final int LEVELS = 256;

  /** What the course calls its classes: label 0, label 1. */
  public static final List<String> CAT_CLASSES = List.of("non-cat", "cat");

  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> classes;
  private final List<String> names;

  /**
   * Makes a set of pictures over the given arrays, which are not copied and must not change.
   *
   * @param height rows of every picture, ≥ 1
   * @param width columns of every picture, ≥ 1
   * @param pixels count·height·width·3 bytes, picture after picture
   * @param labels 0 or 1 for every picture
   * @param classes the name of label 0 and the name of label 1
   * @param names what to call each picture: its path, or its place in a file
   * @throws IllegalArgumentException if the lengths do not fit or a label is not 0 or 1
   */
  public Pictures(
      int height,
      int width,
      byte[] pixels,
      int[] labels,
      List<String> classes,
      List<String> names) {
    long expected = (long) labels.length * height * width * CHANNELS;
    if (height < 1 || width < 1 || pixels.length != expected) {
      throw new IllegalArgumentException(
          "pictures: %d of %d×%d×%d make %d bytes; there are %d"
              .formatted(labels.length, height, width, CHANNELS, expected, pixels.length));
    }
    if (classes.size() != 2 || names.size() != labels.length) {
      throw new IllegalArgumentException(
          "pictures: %d labels need %d names (there are %d) and 2 classes (there are %d)"
              .formatted(labels.length, labels.length, names.size(), classes.size()));
    }
    for (int label : labels) {
      if (label != 0 && label != 1) {
        throw new IllegalArgumentException("pictures: label " + label + "; must be 0 or 1");
      }
    }
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
    this.classes = List.copyOf(classes);
    this.names = List.copyOf(names);
  }

  /** Returns how many pictures there are, the notebook's m. */
  public int count() {
    return labels.length;
  }

  /** Returns the rows of every picture. */
  public int height() {
    return height;
  }

  /** Returns the columns of every picture. */
  public int width() {
    return width;
  }

  /** Returns height·width·3, the notebook's n_x. */
  public int features() {
    return height * width * CHANNELS;
  }

  /** Returns the label, 0 or 1, of picture {@code i}. */
  public int label(int i) {
    return labels[i];
  }

  /** Returns a copy of the labels. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns how many pictures have label 1. */
  public int positives() {
    int sum = 0;
    for (int label : labels) {
      sum += label;
    }
    return sum;
  }

  /** Returns the name of label 0 and the name of label 1. */
  public List<String> classes() {
    return classes;
  }

  /** Returns the name of label 0. */
  public String negative() {
    return classes.get(0);
  }

  /** Returns the name of label 1. */
  public String positive() {
    return classes.get(1);
  }

  /** Returns what picture {@code i} is called: its path, or its place in a file. */
  public String name(int i) {
    return names.get(i);
  }

  /** Returns whether the pictures are files of their own, so that their names help to find them. */
  public boolean areFiles() {
    return names.stream().allMatch(PhotoFiles::isPicture);
  }

  /** Returns the bytes of all pictures, picture after picture; not a copy, not to be changed. */
  public byte[] pixels() {
    return pixels;
  }

  /** Returns one byte, 0 to 255, of picture {@code i}. */
  public int pixel(int i, int row, int column, int channel) {
    return pixels[i * features() + (row * width + column) * CHANNELS + channel] & 0xFF;
  }

  /**
   * Computes X = pixels / 255, features × count: column i is picture i, as {@code x.reshape(m,
   * -1).T / 255} in the notebook. The quotient is rounded once to {@code type}.
   *
   * @param type the format of the elements
   * @notebook load_data, reshape and standardize
   */
  public Matrix inputs(ElementType type) {
    int features = features();
    int count = count();
    // Row by row: of every picture one line of the cache is read at a time, and X is written in
    // order.
    return switch (type) {
      case FLOAT64 -> {
        double[] scaled = new double[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
          scaled[level] = level / 255.0;
        }
        double[] x = new double[features * count];
        for (int k = 0; k < features; k++) {
          scale(k, scaled, x);
        }
        yield DoubleMatrix.of(x, features, count);
      }
      case FLOAT32 -> {
        float[] scaled = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
          scaled[level] = level / 255.0f;
        }
        float[] x = new float[features * count];
        for (int k = 0; k < features; k++) {
          scale(k, scaled, x);
        }
        yield FloatMatrix.of(x, features, count);
      }
    };
  }

  private void scale(int k, double[] scaled, double[] x) {
    int features = features();
    int pixel = k;
    for (int at = k * count(); at < (k + 1) * count(); at++) {
      x[at] = scaled[pixels[pixel] & 0xFF];
      pixel += features;
    }
  }

  private void scale(int k, float[] scaled, float[] x) {
    int features = features();
    int pixel = k;
    for (int at = k * count(); at < (k + 1) * count(); at++) {
      x[at] = scaled[pixels[pixel] & 0xFF];
      pixel += features;
    }
  }

  /**
   * Makes Y, 1 × count: the labels as numbers.
   *
   * @param type the format of the elements
   */
  public Matrix targets(ElementType type) {
    Matrix y = Matrix.zeros(type, 1, count());
    for (int i = 0; i < labels.length; i++) {
      y.set(0, i, labels[i]);
    }
    return y;
  }

  /** Returns the first {@code count} pictures, or all if there are fewer. */
  public Pictures first(int count) {
    int n = Math.min(count, count());
    return new Pictures(
        height,
        width,
        Arrays.copyOf(pixels, n * features()),
        Arrays.copyOf(labels, n),
        classes,
        names.subList(0, n));
  }

  /**
   * Returns some of the pictures.
   *
   * @param which their indices, in the order wanted
   */
  public Pictures select(int... which) {
    int features = features();
    byte[] some = new byte[which.length * features];
    int[] someLabels = new int[which.length];
    List<String> someNames = new ArrayList<>();
    for (int k = 0; k < which.length; k++) {
      System.arraycopy(pixels, which[k] * features, some, k * features, features);
      someLabels[k] = labels[which[k]];
      someNames.add(names.get(which[k]));
    }
    return new Pictures(height, width, some, someLabels, classes, someNames);
  }

  /** Returns how many of these pictures are, byte by byte, among others of the same size too. */
  public int countAlsoIn(Pictures others) {
    Set<PictureBytes> seen = new HashSet<>();
    for (int i = 0; i < others.count(); i++) {
      seen.add(others.bytes(i));
    }
    int count = 0;
    for (int i = 0; i < count(); i++) {
      count += seen.contains(bytes(i)) ? 1 : 0;
    }
    return count;
  }

  private PictureBytes bytes(int i) {
    return new PictureBytes(pixels, i * features(), features());
  }

  /** Returns picture {@code i} at another size: newHeight·newWidth·3 bytes, row by row. */
  public byte[] resized(int i, int newHeight, int newWidth) {
    byte[] picture = Arrays.copyOfRange(pixels, i * features(), (i + 1) * features());
    return Bicubic.resize(picture, height, width, newHeight, newWidth);
  }

  /** Returns count and size; not a format to parse. */
  @Override
  public String toString() {
    return "%d pictures of %d×%d, %d of them %s"
        .formatted(count(), width, height, positives(), positive());
  }
}
