// SPDX-License-Identifier: Apache-2.0
/**
 * The cat classifier: is there a cat in the picture?
 *
 * <p>{@link dev.serval.examples.cats.Cats} is the command line. The commands, a class each ({@code
 * TrainCommand}, {@code ServeCommand}, …), check what they were given, load it through {@code
 * DataSource}, let the engine work, and say what came out; {@code Score} formats accuracies, {@code
 * Metrics} the JSON file. Input that must be refused ends in an {@link
 * dev.serval.examples.cats.pictures.InputException}, whose one line is all a user sees of it. The
 * network itself is dev.serval.core's business.
 */
@NullMarked
package dev.serval.examples.cats;

import org.jspecify.annotations.NullMarked;
