// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textThatLooksLikeMarkupStaysText() {
    assertEquals(
        "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;amp; it&#39;s",
        Html.escape("<img src=x onerror=\"alert(1)\"> &amp; it's"));
  }

  @Test
  void charactersThatCouldDisguiseANameAreShownAsReplaced() {
    assertEquals("a\uFFFDgpj.exe", Html.escape("a\u202Egpj.exe"));
    assertEquals("a\uFFFDb\uFFFDc\uFFFD", Html.escape("a\nb\u0000c\u2066"));
    assertEquals("Ümläut 猫 🐈", Html.escape("Ümläut 猫 🐈"));
  }
}
