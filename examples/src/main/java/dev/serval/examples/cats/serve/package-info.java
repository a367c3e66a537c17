// SPDX-License-Identifier: Apache-2.0

/**
 * The page behind {@code cats serve}: drop a photo, see what the network makes of it. {@link
 * dev.serval.examples.cats.serve.CatServer} listens on the loopback address only and knows four
 * paths; {@code Classifier} answers, {@code InputGradient} and {@code Explanation} say why. Photos
 * come from whoever reaches the port, which includes web pages open in the same browser: so hosts
 * and origins are checked, uploads are limited, and a photo that is none is refused in one line.
 * Nothing is kept and nothing is sent on.
 */
@NullMarked
package dev.serval.examples.cats.serve;

import org.jspecify.annotations.NullMarked;
