// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a number as people write it; "nan" and "inf" are numbers too, to be refused for what they
 * are.
 */
final class NumberConverter implements ITypeConverter<Double> {

  @Override
  public Double convert(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      default -> {
        try {
          yield Double.valueOf(value);
        } catch (NumberFormatException e) {
          throw new TypeConversionException("'" + value + "' is not a number");
        }
      }
    };
  }
}
