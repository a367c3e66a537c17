// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.Shapes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is compared with us, on what, and which jars it needs. Each has its own process and class
 * path, since two libraries may bring different versions of one native library.
 */
enum Peer {
  /** Intel's library. */
  MKL("MKL", "Mkl", "mkl-.*|javacpp-1\\.5\\.13.*", true, Family.GEMM),
  /** The same with constant factors packed once (cblas_sgemm_pack), as we prepare ours. */
  MKL_PACKED("MKL, packed once", "MklPacked", "mkl-.*|javacpp-1\\.5\\.13.*", true, Family.GEMM),
  /** The open library behind NumPy and many others. */
  OPENBLAS("OpenBLAS", "OpenBlas", "openblas-0\\.3\\.31.*|javacpp-1\\.5\\.13.*", true, Family.GEMM),
  /** The BLAS that Apache Spark uses, on the Vector API; one thread. */
  NETLIB("netlib", "NetlibBlas", "blas-.*", false, Family.GEMM),
  /** Pure Java. */
  EJML("EJML", "Ejml", "ejml-.*", true, Family.GEMM),
  /** PyTorch's engine through DJL. */
  PYTORCH(
      "PyTorch (DJL)",
      "PyTorch",
      "api-.*|pytorch-.*|gson-.*|jna-.*|commons-(compress|codec|io|lang3)-.*|slf4j-.*",
      true,
      Family.ELEMENTWISE,
      Family.STEP,
      Family.TRAINING,
      Family.INFERENCE,
      Family.COLD),
  /** Deeplearning4j and its arrays; they need their own older JavaCPP and OpenBLAS. */
  DL4J(
      "DL4J/ND4J",
      "Dl4j",
      "(?!(javacpp|openblas|mkl|pytorch|onnxruntime|ojalgo|ejml|blas)-)(?!api-).*",
      true,
      Family.ELEMENTWISE,
      Family.STEP),
  /** Pure Java; one thread for networks of this size. */
  OJALGO("ojAlgo (squared error)", "OjAlgo", "ojalgo-.*", true, Family.STEP),
  /** Plain loops on the Vector API with its own exp, which the JDK takes from Intel's SVML. */
  JDK("JDK lanewise (SVML)", "JdkLanewise", "", false, Family.ELEMENTWISE),
  /** Ours again, on one thread, beside ours on several. */
  SERVAL_ONE("Serval, 1 thread", "", "", true, Family.GEMM, Family.STEP, Family.INFERENCE),
  /** Runs exported models. */
  ONNX("ONNX Runtime", "OnnxRuntime", "onnxruntime-.*", true, Family.INFERENCE, Family.COLD),
  /** The notebook's own stack. */
  NUMPY("NumPy", "", "", true, Family.TRAINING, Family.COLD);

  private final String label;
  private final String className;
  private final String jars;
  private final boolean threaded;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
  private final Set<Family> families;

  Peer(String label, String className, String jars, boolean threaded, Family... families) {
    this.label = label;
    this.className = className;
    this.jars = jars;
    this.threaded = threaded;
    this.families = EnumSet.copyOf(List.of(families));
  }

  /** Returns the name in the report. */
  String label() {
    return label;
  }

  /** Returns its adapter. */
  String className() {
    return this == SERVAL_ONE ? Serval.class.getName() : "dev.serval.bench.peers." + className;
  }

  /** Returns whether a jar belongs to its class path. */
  boolean needs(String jar) {
    return jar.matches(jars);
  }

  /** Returns whether it is of interest beside ours on so many threads. */
  boolean isBeside(int threads) {
    return threads == 1 ? this != SERVAL_ONE : threaded;
  }

  /** Returns how many threads it shall use beside ours. */
  int threadsBeside(int threads) {
    return this == SERVAL_ONE ? 1 : threads;
  }

  /** Returns whether it has a way of doing a task of its families. */
  boolean does(Task task) {
    boolean training = task.operation().equals("train");
    return switch (this) {
      case MKL_PACKED -> task.gemm().constant() != Shapes.Constant.NEITHER;
      case ONNX -> !training;
      case PYTORCH, DL4J -> !task.isInPlace();
      case JDK -> !task.operation().equals("bias-relu");
      case NUMPY -> training;
      default -> true;
    };
  }

  /** Returns why a task is not timed although the peer has it, or an empty text. */
  String refusal(Task task) {
    if (this != OJALGO) {
      return "";
    }
    return switch (task.net()) {
      case TINY ->
          "not timed: up to 2.8 times farther off than rounding explains, in both element types";
      case WIDE -> "not timed: several seconds a step";
      default -> "";
    };
  }

  /** Returns whether it takes part. */
  boolean takesPartIn(Family family) {
    return families.contains(family);
  }
}
