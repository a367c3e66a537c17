// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PartitionTest {

  @Test
  void intervalsCoverTheRangeOnceAndBeginAtTheGrain() {
    for (int length : new int[] {0, 1, 11, 12, 13, 24, 209, 12288}) {
      for (int grain : new int[] {1, 6, 12, 32}) {
        for (int parts = 1; parts <= 7; parts++) {
          Partition partition = new Partition(length, grain, parts);
          int at = 0;
          for (int part = 0; part < parts; part++) {
            assertEquals(at, partition.from(part));
            assertTrue(at % grain == 0 || at == length, partition + " cuts at " + at);
            at = partition.to(part);
          }
          assertEquals(length, at);
        }
      }
    }
  }

  @Test
  void noIntervalIsMoreThanOneGrainLongerThanAnother() {
    Partition partition = new Partition(209, 12, 7);
    assertEquals(36, partition.longest()); // 18 grains over 7: at most 3
  }

  @Test
  void hugeRangesDoNotOverflow() {
    Partition partition = new Partition(Integer.MAX_VALUE, 32, 64);
    assertEquals(Integer.MAX_VALUE, partition.to(63));
    assertTrue(partition.from(63) > 0);
  }
}
