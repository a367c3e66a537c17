// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check}) or puts right ({@code apply}) the format and the first line of the Java
 * files below the directories given. Run by the build on the JDK that compiles, since the formatter
 * parses with the javac of the Java it runs on.
 *
 * <p>Arguments: mode, stamp file, directories. When checking, files older than the stamp are taken
 * to be in order.
 */
final class Format {
  private static final String HEADER = "// SPDX-License-Identifier: Apache-2.0\n";

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    if (!apply && !args[0].equals("check")) {
      System.err.println("serval.format is " + args[0] + "; it must be check or apply.");
      System.exit(2);
    }
    Path stamp = Path.of(args[1]);
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());
    FileTime checked =
        !apply && Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    Formatter formatter = new Formatter();
    int wrong = 0;
    for (Path file : javaFiles(List.of(args).subList(2, args.length))) {
      if (Files.getLastModifiedTime(file).compareTo(checked) < 0) {
        continue;
      }
      String source = Files.readString(file);
      String wanted;
      try {
        // Twice: splitting a long string can move the break that the next run would choose.
        wanted = formatter.formatSourceAndFixImports(source);
        wanted = formatter.formatSourceAndFixImports(wanted);
      } catch (FormatterException e) {
        System.err.println(file + ": not Java: " + e.getMessage());
        wrong++;
        continue;
      }
      if (!wanted.startsWith(HEADER)) {
        wanted = HEADER + wanted;
      }
      if (wanted.equals(source)) {
        continue;
      }
      if (apply) {
        Files.writeString(file, wanted);
        System.out.println("formatted " + file);
      } else {
        System.err.println(file + ":" + firstDifference(source, wanted) + ": not formatted");
        wrong++;
      }
    }
    if (wrong > 0) {
      System.err.println(wrong + " files; run: mvn validate -Dserval.format=apply");
      System.exit(1);
    }
    Files.createDirectories(stamp.toAbsolutePath().getParent());
    Files.write(stamp, new byte[0]);
    Files.setLastModifiedTime(stamp, started);
  }

  private static List<Path> javaFiles(List<String> roots) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> tree = Files.walk(Path.of(root))) {
        tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** The number of the first line that differs, from 1. */
  private static int firstDifference(String a, String b) {
    List<String> left = a.lines().toList();
    List<String> right = b.lines().toList();
    int line = 0;
    while (line < Math.min(left.size(), right.size()) && left.get(line).equals(right.get(line))) {
      line++;
    }
    return line + 1;
  }
}
