// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.NetInputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.io.Onnx;
import dev.serval.core.matrix.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime on its default CPU provider, all optimisations, input in a direct buffer. */
public final class OnnxRuntime implements Contender {

  private final int threads;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  /** Loads the library. */
  public OnnxRuntime(int threads) {
    this.threads = threads;
  }

  @Override
  public String describe() {
    return "ONNX Runtime " + environment.getVersion() + ", CPU, " + threads + " thread(s)";
  }

  @Override
  public Work open(Task task) throws IOException, OrtException {
    if (task.type() != ElementType.FLOAT32) {
      throw new UnsupportedOperationException("this adapter has FLOAT32 only");
    }
    NetInputs inputs = NetInputs.of(task.net());
    int examples = task.size();
    int n0 = task.net().topology().inputs();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Fixed, so that the runtime plans for this number of examples, as for a model of fixed shape.
    options.setSymbolicDimensionValue(Onnx.BATCH, examples);
    OrtSession session =
        environment.createSession(Onnx.bytes(inputs.parameters(task.type()), 1, Map.of()), options);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(examples * n0 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(Inputs.narrowed(inputs.x(examples))).rewind();
    OnnxTensor x = OnnxTensor.createTensor(environment, buffer, new long[] {examples, n0});
    Map<String, OnnxTensor> feed = Map.of(Onnx.INPUT, x);
    return new Work() {
      @Override
      public void run() throws OrtException {
        session.run(feed).close();
      }

      @Override
      public double[] result() throws OrtException {
        try (OrtSession.Result result = session.run(feed)) {
          float[] y = new float[examples * task.net().topology().outputs()];
          ((OnnxTensor) result.get(0)).getFloatBuffer().get(y);
          return Inputs.transposed(Inputs.widened(y), examples, task.net().topology().outputs());
        }
      }

      @Override
      public void close() {
        x.close();
        try {
          session.close();
        } catch (OrtException e) {
          throw new IllegalStateException(e);
        }
        options.close();
      }
    };
  }
}
