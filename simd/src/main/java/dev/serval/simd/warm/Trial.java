// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

/** One kind of work on dummy data, both ways. Used by the warm-up thread alone. */
public interface Trial {

  /** Makes the dummy data; called once, before all else. */
  void prepare();

  /** Does the work on the kernels. */
  void kernels();

  /** Does the same work in plain loops. */
  void plain();
}
