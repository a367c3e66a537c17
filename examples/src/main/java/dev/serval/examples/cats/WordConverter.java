// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an option that takes one of a few words: the constants of an enum, which messages show as
 * the user writes them.
 *
 * @param <E> the enum
 */
final class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {

  private final List<E> constants;

  /**
   * Makes a converter.
   *
   * @param type the enum
   */
  WordConverter(Class<E> type) {
    constants = Arrays.asList(type.getEnumConstants());
  }

  @Override
  public E convert(String word) {
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "'%s' is none of %s".formatted(word, String.join(", ", words(constants))));
  }

  /** Returns the words for some constants. */
  static <E extends Enum<E>> List<String> words(List<E> constants) {
    return constants.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }
}
