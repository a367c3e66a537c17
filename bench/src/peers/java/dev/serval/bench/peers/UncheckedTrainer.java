// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.LocalParameterServer;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.util.Pair;

/**
 * DJL's Trainer for float64. Before its first update DJL's own asks whether all gradients are zero,
 * reads the answer as float32 and throws if the model has another type. This one updates without
 * asking; forward, backward and the update itself are DJL's.
 */
final class UncheckedTrainer extends Trainer {

  private final ParameterStore store;

  UncheckedTrainer(Model model, TrainingConfig config) {
    super(model, config);
    // What Model.newTrainer does beside making a Trainer.
    for (var initializer : config.getInitializers()) {
      model.getBlock().setInitializer(initializer.getKey(), initializer.getValue());
    }
    // On the same device as the model a store has the parameters themselves and no copies.
    store = new ParameterStore(getManager(), false);
    store.setParameterServer(new LocalParameterServer(config.getOptimizer()), getDevices());
  }

  @Override
  public void initialize(Shape... shapes) {
    super.initialize(shapes);
    getModel().getBlock().getParameters().stream()
        .map(Pair::getValue)
        .forEach(parameter -> store.getValue(parameter, getDevices()[0], true));
  }

  @Override
  public void step() {
    store.updateAllParameters();
  }
}
