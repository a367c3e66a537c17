// SPDX-License-Identifier: Apache-2.0
/** What a user of Serval sees: networks, training, matrices. */
@NullMarked
package dev.serval.core.api;

import org.jspecify.annotations.NullMarked;
