// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link Provenance}: every part under its own key, and nothing else. */
class ProvenanceTest {

  private static final Provenance ALL =
      Provenance.UNKNOWN
          .withSeed(4294967295L)
          .withInitializer(Initializer.SCALED)
          .withMethod("gram")
          .withIterations(2500)
          .withLearningRate(0.0075)
          .withDataSha256("ab")
          .withEngineVersion("other 1")
          .withTrainAccuracy(206 / 209.0)
          .withTestAccuracy(0.8);

  @Test
  void everyPartIsFoundUnderItsKey() {
    assertEquals(
        Map.of(
            "seed", "4294967295",
            "init", "scaled",
            "method", "gram",
            "iterations", "2500",
            "learningRate", "0.0075",
            "dataSha256", "ab",
            "engineVersion", "other 1",
            "trainAccuracy", "0.9856459330143541",
            "testAccuracy", "0.8"),
        ALL.metadata());
    assertEquals(new HashSet<>(Provenance.KEYS), ALL.metadata().keySet());
    assertEquals(9, Provenance.KEYS.size());
    assertEquals(4294967295L, ALL.seed());
    assertEquals(Initializer.SCALED, ALL.initializer());
    assertEquals("gram", ALL.method());
    assertEquals(2500, ALL.iterations());
    assertEquals(0.0075, ALL.learningRate());
    assertEquals("ab", ALL.dataSha256());
    assertEquals("other 1", ALL.engineVersion());
    assertEquals(206 / 209.0, ALL.trainAccuracy());
    assertEquals(0.8, ALL.testAccuracy());
  }

  @Test
  void whatIsReadIsWhatWasWrittenWithoutTheRest() {
    Map<String, String> metadata = ALL.metadata();
    metadata.put("layers", "2-1");
    metadata.put("learningRate", "7.5e-3");
    metadata.put("init", "Scaled");
    assertEquals(ALL, Provenance.of(metadata));
    assertEquals(ALL.metadata(), Provenance.of(metadata).metadata());
    assertEquals(ALL.hashCode(), Provenance.of(metadata).hashCode());
    assertNotEquals(ALL, ALL.withSeed(1L));
  }

  @Test
  void aPartSetToNullIsUnknown() {
    Provenance less = ALL.withDataSha256(null).withInitializer(null);
    assertNull(less.dataSha256());
    assertNull(less.initializer());
    assertEquals(7, less.metadata().size());
    assertEquals(9, ALL.metadata().size());
    assertEquals(Map.of(), Provenance.UNKNOWN.metadata());
    assertNull(Provenance.UNKNOWN.iterations());
  }
}
