// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

/**
 * A point of the learning curve.
 *
 * @param iteration counted from 0
 * @param cost the cost before this iteration's update, as the notebook prints it
 */
public record CostPoint(int iteration, double cost) {}
