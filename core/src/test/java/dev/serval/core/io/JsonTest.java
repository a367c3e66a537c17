// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** {@link Json}: what it writes, and that another parser reads the same text. */
class JsonTest {

  @Test
  void marksBackslashesAndControlCharactersAreEscaped() {
    String text = "a\"b\\c\n\u0000\u001f \u007f\u009b\u00a0é漢\ud83d\ude00/";
    assertEquals(
        "\"a\\\"b\\\\c\\u000a\\u0000\\u001f \u007f\u009b\u00a0é漢\ud83d\ude00/\"",
        Json.quoted(text));
    assertEquals(
        "\"a\\\"b\\\\c\\u000a\\u0000\\u001f \\u007f\\u009b\u00a0é漢\ud83d\ude00/\"",
        Json.quotedForTerminal(text));
    assertEquals("\"\"", Json.quoted(""));
  }

  @Test
  void everyCharacterComesBackFromAnotherParser() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x10000; c++) {
      if (!Character.isSurrogate((char) c)) {
        all.append((char) c);
      }
    }
    assertEquals(all.toString(), JsonParser.parseString(Json.quoted(all.toString())).getAsString());
    String plain = Json.quotedForTerminal(all.toString());
    assertEquals(all.toString(), JsonParser.parseString(plain).getAsString());
    assertTrue(plain.chars().noneMatch(Character::isISOControl));
  }
}
