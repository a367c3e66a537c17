// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark for an instant, in this process and with its smallest parameters. */
class SmokeTest {

  private static final String[] BACKENDS = {"reference", "simd", "simd/2"};

  @Test
  void everyBenchmarkRunsOnEveryBackendAndTypeAndCountsItsWork() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(".*")
                    .param("shape", "CAT_L4_FORWARD")
                    .param("elements", "CAT_L1")
                    .param("net", "TINY")
                    .param("examples", "1")
                    .param("backend", BACKENDS)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(5))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    Set<String> expected = new TreeSet<>();
    for (String type : new String[] {"FLOAT32", "FLOAT64"}) {
      expected.add("PeakBenchmark.fma " + type);
      for (String backend : BACKENDS) {
        Stream.of(
                "GemmBenchmark.product",
                "ActivationBenchmark.relu",
                "ActivationBenchmark.sigmoid",
                "TrainingStepBenchmark.step",
                "PredictionBenchmark.predict")
            .forEach(name -> expected.add(name + " " + type + " " + backend));
      }
    }
    expected.add("TimerBenchmark.nanoTime");
    // The set is spelled out: a benchmark that JMH no longer finds would otherwise just not run.
    assertEquals(expected, results.stream().map(SmokeTest::name).collect(Collectors.toSet()));
    for (RunResult result : results) {
      Stream.concat(
              Stream.of(result.getPrimaryResult()), result.getSecondaryResults().values().stream())
          .forEach(score -> assertPositive(result, score));
      int counters = result.getSecondaryResults().size();
      String name = name(result);
      assertEquals(
          name.startsWith("Timer") ? 0 : name.startsWith("Activation") ? 1 : 2, counters, name);
    }
  }

  private static void assertPositive(RunResult result, Result<?> score) {
    assertTrue(
        score.getScore() > 0 && Double.isFinite(score.getScore()),
        () -> name(result) + " " + score.getLabel() + ": " + score.getScore());
  }

  private static String name(RunResult result) {
    String path = result.getParams().getBenchmark();
    String method = path.substring(path.lastIndexOf('.', path.lastIndexOf('.') - 1) + 1);
    return Stream.concat(
            Stream.of(method),
            Stream.of("type", "backend")
                .map(result.getParams()::getParam)
                .filter(value -> value != null))
        .collect(Collectors.joining(" "));
  }
}
