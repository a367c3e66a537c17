// SPDX-License-Identifier: Apache-2.0

/** What fresh processes do that {@code bench/startup} times from outside. */
@NullMarked
package dev.serval.bench.startup;

import org.jspecify.annotations.NullMarked;
