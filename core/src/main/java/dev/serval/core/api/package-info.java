// SPDX-License-Identifier: Apache-2.0
/**
 * What a user sees: a {@link dev.serval.core.api.Dataset}, a {@link dev.serval.core.api.Network}
 * that predicts, a {@link dev.serval.core.api.Trainer} that improves it by a {@link
 * dev.serval.core.api.TrainingMethod}, a {@link dev.serval.core.api.Sweep} that compares many
 * configurations, and {@link dev.serval.core.api.Backends} to choose what computes.
 */
@NullMarked
package dev.serval.core.api;

import org.jspecify.annotations.NullMarked;
