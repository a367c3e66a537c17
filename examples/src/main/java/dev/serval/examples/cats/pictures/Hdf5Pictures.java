// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the course's HDF5 files: pictures {@code *_set_x}, uint8 (m, height, width, 3); labels
 * {@code *_set_y}, [m] or [m, 1] of any integer type, each 0 or 1; and, if present, {@code
 * list_classes}, the names of label 0 and label 1.
 *
 * <p>jHDF does the parsing. It is written for honest files, so it works on a copy in memory
 * (nothing stays mapped or locked), sizes are checked before anything of that size is made, and
 * whatever it throws becomes an {@link InputException}.
 */
public final class Hdf5Pictures {

  /**
   * Largest file read and largest amount of pixels made of it: 1 GiB, 87,000 of the course's
   * pictures.
   */
  static final long MAX_PIXEL_BYTES = 1L << 30;

  /**
   * How much larger than its file the data may be: photos hardly compress, and a file that claims
   * more is meant to exhaust memory. Files below {@link #SMALL_BYTES} of pixels may claim anything.
   */
  private static final long MAX_INFLATION = 100;

  private static final long SMALL_BYTES = 16L << 20;

  private static final String CLASSES = "list_classes";

  /** Which of the course's two files is wanted. */
  public enum Role {
    /** {@code train_set_x}, {@code train_set_y}. */
    TRAIN("train"),
    /** {@code test_set_x}, {@code test_set_y}. */
    TEST("test");

    private final String prefix;

    Role(String prefix) {
      this.prefix = prefix;
    }

    private String x() {
      return prefix + "_set_x";
    }

    private String y() {
      return prefix + "_set_y";
    }
  }

  private Hdf5Pictures() {}

  /**
   * Reads the pictures of a file.
   *
   * @param file where it is
   * @param role which pair of keys is preferred; a file that only has the other pair is read too
   * @throws InputException if the file is not as described above
   * @notebook load_data
   */
  public static Pictures read(Path file, Role role) {
    Foreign.refuseUnlessRegularFile(file, "an HDF5 file");
    byte[] bytes = Hdf5Header.readAndCheck(file);
    try (HdfFile hdf = HdfFile.fromBytes(bytes)) {
      return read(file, hdf, role, bytes.length);
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw InputException.of(
          file,
          "the HDF5 file could not be read (%s): it is damaged or uses an unsupported feature; fetch or write it again"
              .formatted(detail),
          e);
    }
  }

  private static Pictures read(Path file, HdfFile hdf, Role role, long fileBytes) {
    Role found = hasPair(hdf, role) ? role : other(role);
    if (!hasPair(hdf, found)) {
      List<String> keys = new ArrayList<>(hdf.getChildren().keySet());
      throw InputException.of(
          file,
          "needs the keys %s and %s; it has %s"
              .formatted(role.x(), role.y(), keys.isEmpty() ? "none" : String.join(", ", keys)));
    }
    Dataset x = dataset(file, hdf, found.x());
    Dataset y = dataset(file, hdf, found.y());
    int[] shape = checkPictures(file, x, found.x(), fileBytes);
    int count = shape[0];
    int[] labels = labels(file, y, found.y(), count, found.x());
    List<String> classes = classes(file, hdf);
    byte[] pixels = pixels(x, (long) count * shape[1] * shape[2] * Pictures.CHANNELS);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(file + "[" + i + "]");
    }
    return new Pictures(shape[1], shape[2], pixels, labels, classes, names);
  }

  private static boolean hasPair(HdfFile hdf, Role role) {
    return hdf.getChildren().containsKey(role.x()) && hdf.getChildren().containsKey(role.y());
  }

  private static Role other(Role role) {
    return role == Role.TRAIN ? Role.TEST : Role.TRAIN;
  }

  private static Dataset dataset(Path file, HdfFile hdf, String key) {
    Node node = hdf.getChild(key);
    if (node instanceof Dataset dataset) {
      return dataset;
    }
    throw InputException.of(file, key + " is a group; it must be a data set");
  }

  private static int[] checkPictures(Path file, Dataset x, String key, long fileBytes) {
    long[] shape = x.getDimensionsAsLong();
    if (!isUnsignedByte(x.getDataType())) {
      throw InputException.of(
          file,
          "%s is %s; pictures must be uint8, 0 to 255".formatted(key, typeName(x.getDataType())));
    }
    if (shape.length != 4 || shape[3] != Pictures.CHANNELS) {
      throw InputException.of(
          file,
          "%s has shape %s; pictures must be (m, height, width, 3)"
              .formatted(key, shapeName(shape)));
    }
    if (shape[0] == 0) {
      throw InputException.of(file, key + " holds zero pictures; give at least one");
    }
    if (shape[1] < 1 || shape[2] < 1) {
      throw InputException.of(
          file,
          "%s has shape %s; height and width must be at least 1".formatted(key, shapeName(shape)));
    }
    long total = product(shape);
    if (total > MAX_PIXEL_BYTES) {
      throw InputException.of(
          file,
          "%s has shape %s, more than %d MB of pixels; use fewer or smaller pictures"
              .formatted(key, shapeName(shape), MAX_PIXEL_BYTES >> 20));
    }
    if (total > SMALL_BYTES && total > fileBytes * MAX_INFLATION) {
      throw InputException.of(
          file,
          "%s has shape %s, more than %d times the size of the file; the file is damaged"
              .formatted(key, shapeName(shape), MAX_INFLATION));
    }
    return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
  }

  private static byte[] pixels(Dataset x, long total) {
    byte[] pixels = new byte[Math.toIntExact(total)];
    if (x instanceof ContiguousDataset contiguous && !x.isEmpty()) {
      // getData() would box every sample's row into an int[][][][] first.
      ByteBuffer buffer = contiguous.getBuffer();
      buffer.get(pixels);
      return pixels;
    }
    int[] samples = (int[]) x.getDataFlat();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) samples[i];
    }
    return pixels;
  }

  private static int[] labels(Path file, Dataset y, String key, int count, String pictures) {
    long[] shape = y.getDimensionsAsLong();
    if (!(y.getDataType() instanceof FixedPoint)) {
      throw InputException.of(
          file,
          "%s is %s; labels must be integers, 0 or 1".formatted(key, typeName(y.getDataType())));
    }
    boolean vector = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
    if (!vector) {
      throw InputException.of(
          file, "%s has shape %s; labels must be (m) or (m, 1)".formatted(key, shapeName(shape)));
    }
    if (shape[0] != count) {
      throw InputException.of(
          file,
          "%s holds %d labels and %s holds %d pictures; there must be one label per picture"
              .formatted(key, shape[0], pictures, count));
    }
    Object values = y.getDataFlat();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      // A label that does not fit an int is not 0 or 1 either.
      Number value = (Number) java.lang.reflect.Array.get(values, i);
      boolean zero = value instanceof BigInteger big ? big.signum() == 0 : value.longValue() == 0;
      boolean one =
          value instanceof BigInteger big ? big.equals(BigInteger.ONE) : value.longValue() == 1;
      if (!zero && !one) {
        throw InputException.of(
            file, "%s[%d] is %s; labels must be 0 or 1".formatted(key, i, value));
      }
      labels[i] = one ? 1 : 0;
    }
    return labels;
  }

  private static List<String> classes(Path file, HdfFile hdf) {
    if (!hdf.getChildren().containsKey(CLASSES)) {
      return Pictures.CAT_CLASSES;
    }
    Dataset dataset = dataset(file, hdf, CLASSES);
    boolean two = Arrays.equals(dataset.getDimensionsAsLong(), new long[] {2});
    if (!two || dataset.getJavaType() != String.class) {
      throw InputException.of(
          file,
          "%s is %s of shape %s; it must be 2 strings, the names of label 0 and label 1"
              .formatted(
                  CLASSES,
                  typeName(dataset.getDataType()),
                  shapeName(dataset.getDimensionsAsLong())));
    }
    return List.of((String[]) dataset.getDataFlat());
  }

  private static boolean isUnsignedByte(DataType type) {
    return type instanceof FixedPoint integer && !integer.isSigned() && integer.getSize() == 1;
  }

  private static String typeName(DataType type) {
    int bits = type.getSize() * Byte.SIZE;
    if (type instanceof FixedPoint integer) {
      return (integer.isSigned() ? "int" : "uint") + bits;
    }
    if (type instanceof FloatingPoint) {
      return "float" + bits;
    }
    return type.getClass().getSimpleName();
  }

  private static String shapeName(long[] shape) {
    return Arrays.toString(shape).replace('[', '(').replace(']', ')');
  }

  /** Returns the product, or Long.MAX_VALUE if it does not fit. */
  private static long product(long[] shape) {
    long product = 1;
    for (long size : shape) {
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        return Long.MAX_VALUE;
      }
    }
    return product;
  }
}
