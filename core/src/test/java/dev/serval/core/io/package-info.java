// SPDX-License-Identifier: Apache-2.0
/** Tests of files and digests. */
@NullMarked
package dev.serval.core.io;

import org.jspecify.annotations.NullMarked;
