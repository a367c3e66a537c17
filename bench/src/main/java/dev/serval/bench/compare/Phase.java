// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.util.List;
import java.util.Set;

/**
 * A part of a run: some tasks of one family, done by processes that live as long as it.
 *
 * @param family kind of the tasks
 * @param threads how many ours has
 * @param share of the run's time
 * @param tasks what is done, the most important first
 * @param peers who may take part
 */
record Phase(Family family, int threads, double share, List<Task> tasks, Set<Peer> peers) {

  /** Returns whether a peer takes part. */
  boolean has(Peer peer) {
    return peers.contains(peer) && peer.takesPartIn(family) && peer.isBeside(threads);
  }
}
