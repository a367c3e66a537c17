// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in pictures: cats, and things that are no cats, drawn by the program.
 *
 * <p>They exist because no set of cat photographs can be shipped; the example must still train on
 * something when it is started for the first time. {@link
 * dev.serval.examples.cats.drawings.Drawings} is the way in. A drawing is a backdrop and one
 * subject ({@code Cat}, {@code Dog}, {@code Rabbit}, {@code Things}), drawn with a {@code Pen} on a
 * {@code Canvas} of our own rather than with java.awt: polygons, additions, multiplications and
 * square roots give the same bytes on every Java machine, whereas Java 2D's anti-aliasing belongs
 * to the JDK and may change with it.
 */
@NullMarked
package dev.serval.examples.cats.drawings;

import org.jspecify.annotations.NullMarked;
