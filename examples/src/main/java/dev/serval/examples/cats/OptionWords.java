// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.TrainingMethod;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The words an option takes, for shell completion, as the user writes them; picocli would offer the
 * constants' names, in capitals.
 */
abstract class OptionWords implements Iterable<String> {

  private final List<String> words;

  private <E extends Enum<E>> OptionWords(Class<E> type) {
    words = WordConverter.words(Arrays.asList(type.getEnumConstants()));
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }

  /** Words of {@code --init}. */
  static final class Init extends OptionWords {
    Init() {
      super(Initializer.class);
    }
  }

  /** Words of {@code --precision}. */
  static final class Precision extends OptionWords {
    Precision() {
      super(ElementType.class);
    }
  }

  /** Words of {@code --method}. */
  static final class Method extends OptionWords {
    Method() {
      super(TrainingMethod.class);
    }
  }

  /** Words of {@code --backend}. */
  static final class Backend extends OptionWords {
    Backend() {
      super(TrainingOptions.BackendChoice.class);
    }
  }
}
