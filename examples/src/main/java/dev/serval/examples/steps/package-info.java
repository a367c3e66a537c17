// SPDX-License-Identifier: Apache-2.0
/**
 * The notebook "Building your Deep Neural Network: Step by Step", run with the engine's functions
 * one at a time: {@link dev.serval.examples.steps.Steps} prints what the notebook prints, section
 * by section, so that the two can be laid side by side. {@code NumpyFormat} writes matrices as
 * NumPy does.
 */
@NullMarked
package dev.serval.examples.steps;

import org.jspecify.annotations.NullMarked;
