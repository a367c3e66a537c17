// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import java.util.ArrayList;
import java.util.List;

/** The kinds of products planned so far, and how warm each is. */
public final class Kinds {

  private final WarmUp warmUp;
  private final ProductTrial.Planner planner;
  private final List<ProductKind> kinds = new ArrayList<>();
  private final List<Warmth> warmths = new ArrayList<>();

  /**
   * Creates an empty list.
   *
   * @param warmUp what exercises the kinds
   * @param planner plans the exercises
   */
  public Kinds(WarmUp warmUp, ProductTrial.Planner planner) {
    this.warmUp = warmUp;
    this.planner = planner;
  }

  /** Returns how warm a kind is; cold if it is seen for the first time. */
  public synchronized Warmth warmth(ProductKind kind) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).sameAs(kind)) {
        return warmths.get(i);
      }
    }
    Warmth warmth = warmUp.add(new ProductTrial(kind, planner));
    kinds.add(kind);
    warmths.add(warmth);
    return warmth;
  }
}
