// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import dev.serval.core.notebook.Application;
import dev.serval.core.notebook.StepByStep;
import dev.serval.testing.Golden;
import dev.serval.testing.Repository;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/notebook.md names exists, and it names everything there is of the notebooks. */
class NotebookPageTest {

  /** {@code [`Class.member`][Link]} or {@code [`Class`][Link]}. */
  private static final Pattern NAMED = Pattern.compile("\\[`(\\w+)(?:\\.(\\w+))?`]\\[(\\w+)]");

  /** Any link to a definition at the end of the page. */
  private static final Pattern REFERENCE = Pattern.compile("]\\[([^\\]]*)]");

  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");
  private static final Pattern FIGURES = Pattern.compile("`([A-Za-z0-9]+\\.[\\w.-]+)`");

  /** The functions that the course defines or hands out, in the order of the two notebooks. */
  private static final List<String> FUNCTIONS =
      List.of(
          "initialize_parameters",
          "initialize_parameters_deep",
          "linear_forward",
          "sigmoid",
          "relu",
          "linear_activation_forward",
          "L_model_forward",
          "compute_cost",
          "linear_backward",
          "sigmoid_backward",
          "relu_backward",
          "linear_activation_backward",
          "L_model_backward",
          "update_parameters",
          "two_layer_model",
          "L_layer_model",
          "predict",
          "print_mislabeled_images",
          "load_data");

  /** What may stand before a name where it is used, not declared. */
  private static final Set<String> NO_TYPES =
      Set.of("return", "new", "throw", "yield", "else", "assert", "case");

  /** Less would say that the page is no longer read as it is meant. */
  private static final int LEAST_NAMES = 80;

  /** A class or a member of one, as the page names it. */
  record Name(String type, String member, String link) {
    @Override
    public String toString() {
      return member.isEmpty() ? type : type + "." + member;
    }
  }

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/notebook.md"));
  }

  static Stream<Name> names() throws IOException {
    return NAMED
        .matcher(page())
        .results()
        .map(
            (MatchResult name) ->
                new Name(name.group(1), name.group(2) == null ? "" : name.group(2), name.group(3)))
        .distinct();
  }

  private static Map<String, String> definitions() throws IOException {
    return DEFINITION
        .matcher(page())
        .results()
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatThePageNamesStandsInTheSourceItLinksTo(Name name) throws IOException {
    assertEquals(name.type, name.link, "the link is another class's");
    String target = definitions().get(name.link);
    assertTrue(target != null, "the link leads nowhere");
    Path source = Repository.root().resolve("docs").resolve(target);
    assertEquals(name.type + ".java", source.getFileName().toString());
    assertTrue(Files.exists(source), source::toString);
    String code = Files.readString(source);
    assertTrue(
        Pattern.compile("\\b(class|record|enum|interface) " + name.type + "\\b")
            .matcher(code)
            .find(),
        "no such class");
    assertTrue(name.member.isEmpty() || declares(code, name.member), "no such member");
  }

  /** Returns whether code has a method, a component of a record or a constant of this name. */
  private static boolean declares(String code, String member) {
    Pattern constant = Pattern.compile("(?m)^  " + member + " ?[{(,;]");
    Pattern typed = Pattern.compile("(\\S*[\\w>\\]])\\s+" + member + "\\s?[(),]");
    return constant.matcher(code).find()
        || typed.matcher(code).results().anyMatch(use -> !NO_TYPES.contains(use.group(1)));
  }

  @Test
  void thePageIsReadAsItIsMeant() throws IOException {
    assertTrue(names().count() >= LEAST_NAMES, () -> "few names");
    Set<String> used = new TreeSet<>();
    REFERENCE.matcher(page()).results().forEach(link -> used.add(link.group(1)));
    assertEquals(new TreeSet<>(definitions().keySet()), used);
  }

  @Test
  void everyFunctionOfTheNotebooksAndEveryMethodOfOursIsNamed() throws IOException {
    String page = page();
    for (String function : FUNCTIONS) {
      assertTrue(page.contains("`" + function + "`"), function);
    }
    for (Class<?> type : List.of(StepByStep.class, Application.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          String name = type.getSimpleName() + "." + method.getName();
          assertTrue(page.contains("[`" + name + "`]"), name);
        }
      }
    }
  }

  @Test
  void theGoldenCasesNamedAreTheOnesThereAre() throws IOException {
    Set<String> cases = new TreeSet<>();
    for (JsonElement golden :
        Golden.resource("step_by_step.json").getAsJsonArray("cases").asList()) {
      cases.add(golden.getAsJsonObject().get("id").getAsString());
    }
    Set<String> prefixes =
        cases.stream().map(id -> id.substring(0, id.indexOf('.'))).collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    FIGURES
        .matcher(page())
        .results()
        .map(name -> name.group(1))
        .filter(name -> prefixes.contains(name.substring(0, name.indexOf('.'))))
        .forEach(named::add);
    assertEquals(cases, named);
  }

  /** A cell more or less, or a bar in an equation, breaks the row where the page is shown. */
  @Test
  void everyRowHasTheCellsOfItsTable() throws IOException {
    int columns = 0;
    int rows = 0;
    for (String line : page().lines().toList()) {
      int cells = line.startsWith("|") ? line.split("\\|", -1).length : 0;
      assertTrue(columns == 0 || cells == 0 || cells == columns, line);
      rows += cells > 0 ? 1 : 0;
      columns = cells;
    }
    assertTrue(rows > 60, () -> "few rows");
  }
}
