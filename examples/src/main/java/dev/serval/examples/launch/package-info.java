// SPDX-License-Identifier: Apache-2.0

/** What the launch scripts do once after a build so that programs start quickly. */
@NullMarked
package dev.serval.examples.launch;

import org.jspecify.annotations.NullMarked;
