// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words, in either case, and names them all if it is another. */
class Choice<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> type;

  Choice(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String value) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(value.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    throw new TypeConversionException(
        "'%s' is not %s or %s"
            .formatted(
                value,
                String.join(", ", words.subList(0, words.size() - 1)),
                words.get(words.size() - 1)));
  }

  /** Returns a constant as people write it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** How the weights begin. */
  static final class OfInitializer extends Choice<Initializer> {
    OfInitializer() {
      super(Initializer.class);
    }
  }

  /** In which format. */
  static final class OfPrecision extends Choice<ElementType> {
    OfPrecision() {
      super(ElementType.class);
    }
  }

  /** Who computes. */
  static final class OfBackend extends Choice<TrainingOptions.BackendChoice> {
    OfBackend() {
      super(TrainingOptions.BackendChoice.class);
    }
  }
}
