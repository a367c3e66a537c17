// SPDX-License-Identifier: Apache-2.0

/** Serval's examples: the cat classifier and the step-by-step notebook. */
module dev.serval.examples {
  requires dev.serval.core;
  requires info.picocli;
  requires io.jhdf;
  requires java.desktop;
  requires java.management;
  requires jdk.httpserver;
  requires static org.jspecify;

  // jHDF is an automatic module: it cannot say itself what it needs.
  requires org.slf4j;
  requires org.apache.commons.lang3;
  requires com.ning.compress.lzf;

  provides System.LoggerFinder with
      dev.serval.examples.log.EngineLog;

  // picocli fills annotated fields.
  opens dev.serval.examples.cats to
      info.picocli;
  opens dev.serval.examples.steps to
      info.picocli;
}
