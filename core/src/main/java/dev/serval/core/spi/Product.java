// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

/**
 * One product C := epilogue(A·B), planned for given views and run many times; running it allocates
 * nothing. Operands are read anew at every run (a {@link dev.serval.core.matrix.Prepared} one is
 * not). One product object is run by one thread at a time; different products of one backend may
 * run at the same time. {@link Object#toString} tells the plan.
 */
public interface Product {

  /** Computes C. */
  void run();
}
