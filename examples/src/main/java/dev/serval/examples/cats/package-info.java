// SPDX-License-Identifier: Apache-2.0
/** The cat classifier: is there a cat in the picture? */
@NullMarked
package dev.serval.examples.cats;

import org.jspecify.annotations.NullMarked;
