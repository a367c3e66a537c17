// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.Shapes;
import dev.serval.core.matrix.ElementType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs families: starts the contenders, checks them, and times ours and each peer in turn. */
final class Comparison {

  /** Between turns, for threads that spin a while before they sleep. */
  private static final long PAUSE_MILLIS = 20;

  /**
   * Iterations after which a whole training is compared: 50 is what DESIGN promises for FLOAT32.
   */
  private static final int CHECKED_ITERATIONS = 51;

  /**
   * How far costs of two right trainings may be apart, absolute: what docs/numerics.md promises of
   * ours against NumPy in FLOAT64, and twice the distance it allows FLOAT32 from FLOAT64.
   */
  private static double costTolerance(ElementType type) {
    return type == ElementType.FLOAT64 ? 1e-10 : 2e-6;
  }

  private static final String LATE = "not measured: the time of this run was up";

  private long deadline = Long.MAX_VALUE;
  private final Launcher launcher;
  private final Plan plan;
  private final PrintStream progress;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> descriptions = new TreeMap<>();
  private final Roofline roofline = new Roofline();

  Comparison(Launcher launcher, Plan plan, PrintStream progress) {
    this.launcher = launcher;
    this.plan = plan;
    this.progress = progress;
  }

  List<Row> rows() {
    return rows;
  }

  Roofline roofline() {
    return roofline;
  }

  /** Returns what each contender says of itself, by name and threads. */
  Map<String, String> descriptions() {
    return descriptions;
  }

  /**
   * Measures a phase. Its first task is measured in any case, so that every family has numbers;
   * others are left out, with a row that says so, after a time.
   *
   * @param seconds that time
   * @throws WrongResultException if anyone computes something wrong
   * @throws ChildException if ours fails
   */
  void run(Phase phase, double seconds) throws IOException, ChildException, InterruptedException {
    deadline = System.nanoTime() + (long) (seconds * 1e9);
    progress.println(phase.family().option() + ", " + phase.threads() + " thread(s)");
    switch (phase.family()) {
      case ROOFLINE -> bandwidths(phase.threads());
      case COLD -> cold(phase);
      default -> warm(phase);
    }
  }

  /** Measures the FMA peak for each vector width; the JVM is told the width. */
  void peaks() throws IOException, ChildException {
    for (int bits : new int[] {128, 256, 512}) {
      try (ChildProcess ours = launcher.serval(1, "-XX:MaxVectorSize=" + bits / Byte.SIZE)) {
        if (!ours.description().contains(String.valueOf(bits))) {
          continue; // the processor has no such vectors, and the JVM took narrower ones
        }
        for (ElementType type : ElementType.values()) {
          double gflops = Double.parseDouble(ours.ask("peak " + type));
          roofline.add(new Roofline.Peak(type, bits, gflops));
        }
      }
    }
  }

  private void bandwidths(int threads) throws IOException, ChildException {
    List<Long> caches = Machine.cacheBytes();
    try (ChildProcess ours = launcher.serval(threads)) {
      descriptions.put("Serval, " + threads + " thread(s)", ours.description());
      for (int level = 0; level <= caches.size(); level++) {
        boolean memory = level == caches.size();
        long cache = caches.get(Math.min(level, caches.size() - 1));
        // L1 and L2 are each core's own; what lies behind is shared.
        boolean shared = level >= 2;
        long bytes = (memory ? 4 * cache : cache / 2) / (shared ? threads : 1);
        double[] rates = bandwidth(ours, bytes, threads);
        roofline.add(
            new Roofline.Level(
                memory ? "memory" : "L" + (level + 1), bytes, threads, rates[0], rates[1]));
      }
    }
  }

  private void warm(Phase phase) throws IOException, ChildException, InterruptedException {
    int threads = phase.threads();
    Map<Peer, ChildProcess> peers = new EnumMap<>(Peer.class);
    List<Task> tasks = phase.tasks();
    try (ChildProcess ours = launcher.serval(threads)) {
      for (Peer peer : Peer.values()) {
        if (phase.has(peer)) {
          start(peer, threads, peers, tasks.get(0));
        }
      }
      for (Task task : tasks) {
        if (isLate() && !task.equals(tasks.get(0))) {
          peers.keySet().stream()
              .filter(peer -> peer.does(task))
              .forEach(peer -> add(Row.without(task, threads, peer, LATE)));
          continue;
        }
        Reference reference = check(ours, task);
        ours.open(task);
        warmUp(ours);
        if (!task.operation().equals("train")) {
          warmUp(ours); // again: the first peer must not find us colder than the last
        }
        for (Map.Entry<Peer, ChildProcess> peer : peers.entrySet()) {
          if (peer.getKey().does(task)) {
            add(pairs(task, threads, ours, peer.getKey(), peer.getValue(), reference));
          }
        }
        if (!task.operation().equals("train")) {
          reference.require("Serval, after timing,", ours.result());
        }
      }
    } finally {
      peers.values().forEach(ChildProcess::close);
    }
  }

  private void start(Peer peer, int threads, Map<Peer, ChildProcess> peers, Task first)
      throws IOException {
    try {
      ChildProcess process = launcher.peer(peer, threads);
      descriptions.put(peer.label() + ", " + threads + " thread(s)", process.description());
      peers.put(peer, process);
    } catch (ChildException e) {
      add(Row.without(first, threads, peer, e.reason()));
    }
  }

  private boolean isLate() {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
  }

  private void add(Row row) {
    rows.add(row);
    progress.printf(
        "  %-46s %-8s %-18s %s%n",
        row.task().label(),
        row.task().typeLabel(),
        row.peer().label(),
        row.isMeasured() ? "%.2f".formatted(Row.median(row.ratios())) : row.note());
  }

  /** What results are held against. */
  private interface Reference {
    void require(String who, double[] result);
  }

  /** Checks ours, and returns what the peers must give. */
  private static Reference check(ChildProcess ours, Task task) throws IOException, ChildException {
    if (task.operation().equals("train")) {
      ours.open(checked(task));
      double[] costs = ours.result();
      return (who, result) ->
          new Expected(costs, constant(costs.length, costTolerance(task.type())))
              .require(who, task, result);
    }
    Expected expected = Expected.of(task);
    ours.open(task);
    expected.require("Serval", task, ours.result());
    return (who, result) -> expected.require(who, task, result);
  }

  private static Task checked(Task task) {
    return task.operation().equals("train")
        ? new Task(
            task.family(),
            task.operation(),
            task.shape(),
            task.type(),
            Math.min(task.size(), CHECKED_ITERATIONS))
        : task;
  }

  private static double[] constant(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private String warmUp(ChildProcess process) throws ChildException {
    return process.ask("warm " + plan.warmMillis() + " " + plan.batchMillis());
  }

  private Row pairs(
      Task task,
      int threads,
      ChildProcess ours,
      Peer peer,
      ChildProcess theirs,
      Reference reference)
      throws IOException, ChildException, InterruptedException {
    if (!peer.refusal(task).isEmpty()) {
      return Row.without(task, threads, peer, peer.refusal(task));
    }
    Reference right = reference;
    if (peer == Peer.OJALGO) {
      Expected own = Expected.ofSquaredError(task);
      right = (who, result) -> own.require(who, task, result);
    }
    List<Double> ourTimes = new ArrayList<>();
    List<Double> theirTimes = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    List<Double> bandwidths = new ArrayList<>();
    try {
      theirs.open(checked(task));
      right.require(peer.label(), theirs.result());
      theirs.open(task);
      warmUp(theirs);
    } catch (ChildException e) {
      return Row.without(task, threads, peer, e.reason());
    }
    int pairs = 1;
    for (int pair = 0; pair < pairs; pair++) {
      peaks.add(Double.parseDouble(ours.ask("peak " + task.type())));
      bandwidth(task, threads, ours, peer, bandwidths);
      ourTimes.add(ours.batch());
      pause(threads);
      try {
        theirTimes.add(theirs.batch());
      } catch (ChildException e) {
        return Row.without(task, threads, peer, e.reason());
      }
      pause(threads);
      pairs = plan.pairs(Math.max(ourTimes.get(0), theirTimes.get(0)));
    }
    if (!task.operation().equals("train")) {
      try {
        right.require(peer.label() + ", after timing,", theirs.result());
        theirs.ask("close");
      } catch (ChildException e) {
        return Row.without(task, threads, peer, e.reason());
      }
    }
    return new Row(task, threads, peer, ourTimes, theirTimes, peaks, bandwidths, "");
  }

  /** Measures, moments before the pair, the bandwidth that a goal of the engine is a share of. */
  private void bandwidth(
      Task task, int threads, ChildProcess ours, Peer peer, List<Double> bandwidths)
      throws ChildException {
    Goal.Limit limit =
        plan.goals()
            ? Goal.of(task, peer).map(goal -> goal.marks().limit()).orElse(Goal.Limit.NONE)
            : Goal.Limit.NONE;
    Roofline.Level level = roofline.level(task.footprint(), threads);
    if (level != null && limit == Goal.Limit.READ) {
      bandwidths.add(bandwidth(ours, level.bytes(), threads)[0]);
    } else if (limit == Goal.Limit.COPY) {
      bandwidths.add(bandwidth(ours, (long) task.footprint() / threads, threads)[1]);
    }
  }

  /** Returns read and copy bandwidth of a buffer of a size for each thread. */
  private static double[] bandwidth(ChildProcess ours, long bytes, int threads)
      throws ChildException {
    String[] answer = ours.ask("stream " + bytes + " " + threads).split(" ", 2);
    return new double[] {Double.parseDouble(answer[0]), Double.parseDouble(answer[1])};
  }

  private static void pause(int threads) throws InterruptedException {
    if (threads > 1) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void cold(Phase phase) throws IOException, ChildException, InterruptedException {
    int threads = phase.threads();
    List<Task> tasks = phase.tasks();
    try (ChildProcess recorder = launcher.recorder(threads)) {
      for (Task task : tasks) {
        recorder.open(task);
        recorder.result();
      }
      recorder.end();
    }
    for (Task task : tasks) {
      Reference reference = null;
      for (Peer peer : Peer.values()) {
        if (!phase.has(peer) || !peer.does(task)) {
          continue;
        }
        List<Double> ourTimes = new ArrayList<>();
        List<Double> theirTimes = new ArrayList<>();
        String note = isLate() && !task.equals(tasks.get(0)) ? LATE : "";
        int pairs = 1;
        // One pair more: the first finds files on disk and unpacks libraries, and is not counted.
        for (int pair = 0; pair <= pairs && note.isEmpty(); pair++) {
          double[][] results = new double[2][];
          double ours = firstAnswer(() -> launcher.quickServal(threads), task, results, 0);
          if (reference == null) {
            reference = coldReference(task, results[0]);
          }
          reference.require("Serval", results[0]);
          pause(threads);
          double theirs;
          try {
            theirs = firstAnswer(() -> launcher.peer(peer, threads), task, results, 1);
          } catch (ChildException e) {
            note = e.reason();
            continue;
          }
          reference.require(peer.label(), results[1]);
          pairs = plan.coldPairs(theirs);
          if (pair > 0) {
            ourTimes.add(ours);
            theirTimes.add(theirs);
          }
        }
        add(
            note.isEmpty()
                ? new Row(task, threads, peer, ourTimes, theirTimes, List.of(), List.of(), "")
                : Row.without(task, threads, peer, note));
      }
    }
  }

  private static Reference coldReference(Task task, double[] ours) throws IOException {
    Expected expected =
        task.operation().equals("train")
            ? new Expected(ours, constant(ours.length, costTolerance(task.type())))
            : Expected.of(task);
    return (who, result) -> expected.require(who, task, result);
  }

  /** Starts a process. */
  private interface Start {
    ChildProcess get() throws IOException, ChildException;
  }

  private static double firstAnswer(Start start, Task task, double[][] results, int index)
      throws IOException, ChildException {
    long begin = System.nanoTime();
    try (ChildProcess process = start.get()) {
      process.open(task);
      results[index] = process.result();
      return System.nanoTime() - begin;
    }
  }

  /**
   * Writes the inputs of all networks.
   *
   * @param pictures where the cat net's come from, or null for synthetic ones
   */
  void writeInputs(@Nullable Path pictures) throws IOException {
    for (Shapes.Net net : Shapes.Net.values()) {
      NetInputs.write(launcher.inputs(), net);
    }
    if (pictures != null) {
      PictureSource.Pictures read = PictureSource.load().read(pictures);
      NetInputs.write(launcher.inputs(), Shapes.Net.CAT, read.x(), read.y());
    }
  }
}
