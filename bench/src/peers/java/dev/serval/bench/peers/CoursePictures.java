// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.compare.PictureSource;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads train_catvnoncat.h5: train_set_x, uint8 (209, 64, 64, 3), and train_set_y, (209). */
public final class CoursePictures implements PictureSource {

  private static final String FILE = "train_catvnoncat.h5";
  private static final int TRAINED = 209;

  /** As many as the largest prediction wants; the first ones come twice. */
  private static final int PICTURES = 256;

  private static final int SIDE = 64;
  private static final int CHANNELS = 3;
  private static final double WHITE = 255;

  /** For the comparison. */
  public CoursePictures() {}

  @Override
  public Pictures read(Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    if (!Files.isReadable(path)) {
      throw new IOException("--data " + directory + ": there is no readable " + FILE);
    }
    try (HdfFile file = new HdfFile(path)) {
      int[][][][] pixels = (int[][][][]) file.getDatasetByPath("train_set_x").getData();
      long[] labels = (long[]) file.getDatasetByPath("train_set_y").getData();
      double[] x = new double[PICTURES * SIDE * SIDE * CHANNELS];
      double[] y = new double[PICTURES];
      int next = 0;
      for (int picture = 0; picture < PICTURES; picture++) {
        y[picture] = labels[picture % TRAINED];
        for (int[][] row : pixels[picture % TRAINED]) {
          for (int[] pixel : row) {
            for (int value : pixel) {
              x[next++] = value / WHITE;
            }
          }
        }
      }
      return new Pictures(x, y);
    } catch (HdfException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IOException(path + ": not the course's training set: " + e.getMessage(), e);
    }
  }
}
