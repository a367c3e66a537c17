// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.onnxruntime.OnnxJavaType;
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
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime on its default CPU provider, all optimisations, input in a direct buffer. A FLOAT64
 * model has DOUBLE initialisers; the provider has kernels for DOUBLE of all its operators.
 */
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
    OnnxTensor x = tensor(task.type(), inputs.x(examples), examples, n0);
    Map<String, OnnxTensor> feed = Map.of(Onnx.INPUT, x);
    return new Work() {
      @Override
      public void run() throws OrtException {
        session.run(feed).close();
      }

      @Override
      public double[] result() throws OrtException {
        try (OrtSession.Result result = session.run(feed)) {
          double[] y = values((OnnxTensor) result.get(0));
          return Inputs.transposed(y, examples, task.net().topology().outputs());
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

  private OnnxTensor tensor(ElementType type, double[] values, long... shape) throws OrtException {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * type.bytes()).order(ByteOrder.nativeOrder());
    if (type == ElementType.FLOAT32) {
      FloatBuffer buffer = bytes.asFloatBuffer().put(Inputs.narrowed(values)).rewind();
      return OnnxTensor.createTensor(environment, buffer, shape);
    }
    DoubleBuffer buffer = bytes.asDoubleBuffer().put(values).rewind();
    return OnnxTensor.createTensor(environment, buffer, shape);
  }

  private static double[] values(OnnxTensor tensor) {
    if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
      FloatBuffer buffer = tensor.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return Inputs.widened(values);
    }
    DoubleBuffer buffer = tensor.getDoubleBuffer();
    double[] values = new double[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
