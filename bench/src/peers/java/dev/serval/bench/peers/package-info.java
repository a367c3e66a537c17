// SPDX-License-Identifier: Apache-2.0
/**
 * One adapter for each library we are compared with, calling it as its own users do. Compiled in
 * the Maven profile {@code peers} only.
 */
@NullMarked
package dev.serval.bench.peers;

import org.jspecify.annotations.NullMarked;
