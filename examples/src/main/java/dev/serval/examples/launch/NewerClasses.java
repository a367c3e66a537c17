// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and gives its classes the format of Java 7. Java's cache of classes takes none older
 * than Java 6's; they are read and verified the slow way at every start, which costs 0.05 s for
 * picocli, written for Java 5. The code stays as it is; what is added are the stack maps that the
 * newer format asks for.
 */
final class NewerClasses {

  private static final String CLASS = ".class";

  private NewerClasses() {}

  /**
   * Copies.
   *
   * @param args the jar, and where the copy goes
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path copy = Path.of(args[1]);
    Path unfinished = Path.of(args[1] + ".new");
    try (JarFile from = new JarFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        OutputStream file = Files.newOutputStream(unfinished);
        ZipOutputStream to = new ZipOutputStream(file)) {
      ClassFile format = format(classes);
      for (JarEntry entry : Collections.list(from.entries())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          to.write(entry.getName().endsWith(CLASS) ? newer(format, bytes) : bytes);
        }
        to.closeEntry();
      }
    }
    Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ClassFile format(ClassLoader classes) {
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(classes)));
  }

  /**
   * Returns a class in Java 7's format; as it is if it is newer already, or if its new form would
   * not pass the JVM's verifier.
   */
  static byte[] newer(ClassFile format, byte[] bytes) {
    ClassModel old = format.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
      return bytes;
    }
    // Passing every element on makes the code anew, and with it the maps.
    ClassTransform code = ClassTransform.transformingMethodBodies((to, part) -> to.with(part));
    ClassTransform version =
        (to, part) -> {
          if (part instanceof ClassFileVersion) {
            to.withVersion(ClassFile.JAVA_7_VERSION, 0);
          } else {
            to.with(part);
          }
        };
    byte[] made = format.transformClass(old, code.andThen(version));
    return format.verify(made).isEmpty() ? made : bytes;
  }
}
