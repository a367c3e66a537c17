// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import dev.serval.examples.cats.pictures.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Draws labelled pictures: label 1 for cats, 0 for dogs, rabbits, flowers, houses, trees, fish and
 * cars. Drawing {@code i} depends on the seed and on i alone, so a larger set begins with the
 * smaller one; the bytes are the same on every machine (no floating-point library function is used
 * whose last bit could differ).
 */
public final class Drawings {

  /** Drawings to train on. */
  public static final int TRAIN = 200;

  /** Drawings to test on: the next ones of the same seed. */
  public static final int TEST = 50;

  /**
   * The seed of the built-in set: of 1 to 6 the one whose training half comes out most even (98
   * cats of 200).
   */
  public static final long SEED = 3;

  /** Height and width of a drawing, as in the course's data. */
  public static final int SIZE = 64;

  private static final int CATS_PERCENT = 45;

  /**
   * Odd and without a pattern (2^64 divided by the golden ratio), so that seeds and indices mix.
   */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private static final String CAT = "cat";

  /** What is no cat; animals, which are harder to tell from cats, come twice as often. */
  private static final List<Subject> OTHERS =
      List.of(
          new Subject("dog", Dog::draw),
          new Subject("dog", Dog::draw),
          new Subject("rabbit", Rabbit::draw),
          new Subject("rabbit", Rabbit::draw),
          new Subject("flower", Things::flower),
          new Subject("house", Things::house),
          new Subject("tree", Things::tree),
          new Subject("fish", Things::fish),
          new Subject("car", Things::car));

  private record Subject(String name, BiConsumer<Pen, Random> draw) {}

  private Drawings() {}

  /** Returns the built-in drawings to train on. */
  public static Pictures train() {
    return draw(SEED, 0, TRAIN);
  }

  /** Returns the built-in drawings to test on; none of them is in {@link #train}. */
  public static Pictures test() {
    return draw(SEED, TRAIN, TEST);
  }

  /**
   * Draws the pictures {@code from}, {@code from} + 1, … of a seed.
   *
   * @param seed any number
   * @param from index of the first, ≥ 0
   * @param count how many, ≥ 1
   */
  public static Pictures draw(long seed, int from, int count) {
    byte[] pixels = new byte[count * SIZE * SIZE * Pictures.CHANNELS];
    int[] labels = new int[count];
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // java.util.Random is specified to the bit; neighbouring seeds of it are alike, hence the
      // mixing.
      Random random = new Random(((seed * MIX + from + i) * MIX) >>> 16);
      Canvas canvas = new Canvas(SIZE);
      String subject = draw(canvas, random);
      // A little dark, as photos are: bright pictures kill all ReLUs of the default network at
      // once.
      byte[] picture =
          canvas.pixels(Backdrop.between(random, 0.55, 0.95), Backdrop.between(random, 0.55, 0.95));
      System.arraycopy(picture, 0, pixels, i * picture.length, picture.length);
      labels[i] = subject.equals(CAT) ? 1 : 0;
      names.add(subject + " " + (from + i));
    }
    return new Pictures(SIZE, SIZE, pixels, labels, Pictures.CAT_CLASSES, names);
  }

  private static String draw(Canvas canvas, Random random) {
    Backdrop.paint(canvas, random);
    double x = Backdrop.between(random, 30, 34);
    double y = Backdrop.between(random, 31, 35);
    double scale = Backdrop.between(random, 1.0, 1.15);
    double tilt = Backdrop.between(random, -6, 6);
    Pen pen = Pen.on(canvas).at(x, y, scale, tilt).mirrored(random.nextBoolean());
    if (random.nextInt(100) < CATS_PERCENT) {
      Cat.draw(pen, random);
      return CAT;
    }
    Subject other = OTHERS.get(random.nextInt(OTHERS.size()));
    other.draw.accept(pen, random);
    return other.name;
  }
}
