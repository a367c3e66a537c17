// SPDX-License-Identifier: Apache-2.0

/** Where the engine's log goes in a command: to the command, without java.util.logging. */
@NullMarked
package dev.serval.examples.log;

import org.jspecify.annotations.NullMarked;
