// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import dev.serval.examples.cats.drawings.Drawings;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.report.Png;
import dev.serval.examples.cats.serve.CatServer;
import dev.serval.examples.cats.serve.ServedModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Page and report as people meet them, in a real browser. Every picture is one of the program's own
 * drawings, so the screenshots may be shown; they go to the directory {@code serval.screenshots}.
 */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {

  private static final int DIALOG_SECONDS = 20;
  private static final int PHONE = 390;
  private static final int DESK = 820;

  /** A photo is larger than what the network sees. */
  private static final int PHOTO = 320;

  private static final char TAB = '\uE004';
  private static final char ENTER = '\uE007';
  private static final char SPACE = ' ';

  /** WCAG 2.2, 1.4.3: contrast of text, level AA. */
  private static final double READABLE = 4.5;

  /** Texts that are hard to read: contrast below the argument, as "ratio tag text". */
  private static final String POOR_CONTRAST =
      """
      const luminance = (rgb) => rgb.slice(0, 3)
        .map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const behind = (e) => {
        for (; e; e = e.parentElement) {
          const colour = numbers(getComputedStyle(e).backgroundColor);
          if (colour.length < 4 || colour[3] > 0) return colour;
        }
        return [255, 255, 255];
      };
      const poor = [];
      for (const e of document.body.querySelectorAll("*")) {
        const text = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
        if (!text || !e.getClientRects().length) continue;
        const style = getComputedStyle(e);
        const ink = numbers(e instanceof SVGElement ? style.fill : style.color);
        const [a, b] = [luminance(ink), luminance(behind(e))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < arguments[0]) poor.push(ratio.toFixed(2) + " " + e.tagName + " " + text);
      }
      return poor.join("; ");
      """;

  private Path folder = Path.of("");
  private Path photo = Path.of("");
  private String reportAddress = "";
  private CatServer server;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    boolean required = Boolean.getBoolean("serval.requireBrowser");
    assumeTrue(
        required || Browser.isInstalled(),
        "skipped: chromium and chromedriver are not installed (apt-get install chromium-driver)");
    Path model = folder.resolve("cat.safetensors");
    Path report = folder.resolve("report.html");
    Cli.run("train", "--quiet", "--model", model, "--report", report).assertDone();
    reportAddress = report.toUri().toString();
    Pictures drawings = Drawings.test();
    int cat = 0;
    while (drawings.label(cat) == 0) {
      cat++;
    }
    photo = folder.resolve("drawing.png");
    Files.write(photo, Png.encode(drawings.resized(cat, PHOTO, PHOTO), PHOTO, PHOTO));
    CatModel loaded = CatModel.read(model);
    server =
        CatServer.start(
            new ServedModel(
                loaded.network(),
                loaded.height(),
                loaded.width(),
                loaded.classes(),
                Reports.settings(loaded, CatModel.digest(loaded.network())),
                CatModel.digest(loaded.network()),
                "cat.safetensors"),
            0);
    browser = new Browser(Files.createDirectory(folder.resolve("browser")));
  }

  @AfterAll
  void end() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void openPage() throws Exception {
    browser.show(DESK, false, "screen");
    browser.open(server.address());
  }

  private String text(String id) throws Exception {
    return browser
        .run("return document.getElementById(arguments[0]).textContent", id)
        .getAsString();
  }

  private void awaitAnswer() throws Exception {
    browser.await(
        "!document.getElementById('result').hidden"
            + " && [...document.images].every((i) => i.complete && i.naturalWidth > 0)");
  }

  private void save(String name, int width, int from, int most) throws Exception {
    Path to = Path.of(System.getProperty("serval.screenshots", "target/screenshots"));
    Files.createDirectories(to);
    // Packed again, better: a browser has no time for that.
    BufferedImage shot =
        ImageIO.read(new ByteArrayInputStream(browser.screenshot(width, from, most)));
    byte[] rgb = new byte[shot.getWidth() * shot.getHeight() * Pictures.CHANNELS];
    for (int p = 0; p < shot.getWidth() * shot.getHeight(); p++) {
      int colour = shot.getRGB(p % shot.getWidth(), p / shot.getWidth());
      rgb[3 * p] = (byte) (colour >> 16);
      rgb[3 * p + 1] = (byte) (colour >> 8);
      rgb[3 * p + 2] = (byte) colour;
    }
    byte[] png = Png.encode(rgb, shot.getHeight(), shot.getWidth());
    Files.write(to.resolve(name + ".png"), png);
  }

  private void assertFitsAndReadable(int width) throws Exception {
    int wide = browser.run("return document.documentElement.scrollWidth").getAsInt();
    assertTrue(wide <= width, wide + " pixels on a screen of " + width);
    assertEquals("", browser.run(POOR_CONTRAST, READABLE).getAsString());
  }

  @Test
  void aBrowserThatCannotStartLeavesNoProcessBehind() throws IOException {
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(bad.resolve("profile"), "a file where the profile's folder must be");
    Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());
    assertThrows(IOException.class, () -> new Browser(bad));
    List<ProcessHandle> left =
        ProcessHandle.current()
            .descendants()
            .filter(process -> !before.contains(process) && process.isAlive())
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void aChosenPhotoIsAnsweredAsOnTheCommandLine() throws Exception {
    browser.type("#photo", photo.toString());
    awaitAnswer();
    Cli predicted =
        Cli.run("predict", "--quiet", "--model", folder.resolve("cat.safetensors"), photo)
            .assertDone();
    String[] words = predicted.out().strip().split("  ", -1);
    assertEquals(words[1], text("answer"));
    String percent = String.format("%.1f %%", 100 * Double.parseDouble(words[2]));
    assertEquals("Probability of cat: " + percent, text("probability"));
    assertTrue(text("status").startsWith("drawing.png: " + words[1]), text("status"));
    assertEquals(
        Drawings.SIZE,
        browser.run("return document.getElementById('seen').naturalWidth").getAsInt());
    assertTrue(text("words").contains("speaks most for cat"), text("words"));
  }

  @Test
  void nothingIsAskedOfAnyoneElseAndNothingIsRefused() throws Exception {
    browser.complaints();
    browser.open(server.address());
    browser.type("#photo", photo.toString());
    awaitAnswer();
    assertEquals(List.of(), browser.complaints());
    JsonElement names =
        browser.run("return performance.getEntriesByType('resource').map((e) => e.name)");
    assertTrue(names.getAsJsonArray().size() >= 3, names.toString());
    for (JsonElement name : names.getAsJsonArray()) {
      String address = name.getAsString();
      assertTrue(
          address.startsWith(server.address())
              || address.startsWith("data:")
              || address.startsWith("blob:" + server.address()),
          address);
    }
  }

  @Test
  void photosMayBeDroppedAndPasted() throws Exception {
    String send =
        """
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 40;
        canvas.getContext("2d").fillRect(5, 5, 20, 30);
        const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
        const file = new File([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], arguments[1], {type: "image/png"});
        const data = new DataTransfer();
        data.items.add(file);
        const drop = arguments[0] === "drop";
        const event = drop
          ? new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true})
          : new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        (drop ? document.getElementById("drop") : document.body).dispatchEvent(event);
        return event.defaultPrevented;
        """;
    for (String how : List.of("drop", "paste")) {
      assertTrue(browser.run(send, how, how + "ped.png").getAsBoolean(), how);
      browser.await(
          "document.getElementById('status').textContent.startsWith('" + how + "ped.png: ')");
      awaitAnswer();
    }
  }

  @Test
  void whatIsNoPictureIsSaidOnThePage() throws Exception {
    browser.type("#photo", photo.toString());
    awaitAnswer();
    Path bad = Files.writeString(folder.resolve("<b>notes.png"), "no picture");
    browser.type("#photo", bad.toString());
    browser.await("document.getElementById('status').classList.contains('error')");
    assertTrue(text("status").startsWith("<b>notes.png: "), text("status"));
    assertFalse(text("status").contains(folder.toString()), text("status"));
    assertTrue(browser.run("return document.getElementById('result').hidden").getAsBoolean());
    Path large = folder.resolve("large.png");
    Files.write(large, new byte[CatServer.MAX_UPLOAD_BYTES + 1]);
    browser.type("#photo", large.toString());
    browser.await("document.getElementById('status').textContent.startsWith('large.png')");
    assertEquals("large.png: larger than 20 MB; send a smaller picture", text("status"));
  }

  @Test
  void thePageIsUsableWithoutMouseAndEyes() throws Exception {
    browser.press(TAB);
    assertEquals("photo", browser.run("return document.activeElement.id").getAsString());
    assertEquals(
        "Choose a photo",
        browser.run("return document.getElementById('photo').labels[0].textContent").getAsString());
    assertEquals(
        "polite", browser.run("return document.getElementById('status').ariaLive").getAsString());
    browser.type("#photo", photo.toString());
    awaitAnswer();
    assertEquals(
        0, browser.run("return [...document.images].filter((i) => !i.alt).length").getAsInt());
    assertEquals("photo", browser.run("return document.activeElement.id").getAsString());
  }

  /** The words "Choose a photo" are a button, too, and the keyboard can press it. */
  @Test
  void clicksAndKeysOpenTheDialogThatChoosesAPhoto() throws Exception {
    assertEquals(0, browser.fileDialogs());
    browser.click("label");
    awaitFileDialog();
    browser.type("#photo", photo.toString()); // what the dialog would have given
    awaitAnswer();
    browser.open(server.address());
    browser.press(TAB);
    for (char key : new char[] {ENTER, SPACE}) {
      browser.press(key);
      awaitFileDialog();
    }
    browser.type("#photo", photo.toString());
    awaitAnswer();
    assertEquals(0, browser.fileDialogs());
  }

  private void awaitFileDialog() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DIALOG_SECONDS);
    long opened = browser.fileDialogs();
    while (opened == 0 && System.nanoTime() < end) {
      Thread.sleep(20);
      opened = browser.fileDialogs();
    }
    assertEquals(1, opened);
  }

  @Test
  void thePageFitsEveryScreen() throws Exception {
    for (int width : new int[] {DESK, PHONE}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.show(width, dark, "screen");
        browser.open(server.address());
        browser.type("#photo", photo.toString());
        awaitAnswer();
        assertFitsAndReadable(width);
        save("serve" + (width == PHONE ? "-phone" : "") + (dark ? "-dark" : ""), width, 0, 1000);
      }
    }
  }

  @Test
  void theReportFitsEveryScreenAndPaper() throws Exception {
    browser.complaints();
    for (int width : new int[] {DESK, PHONE}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.show(width, dark, "screen");
        browser.open(reportAddress);
        browser.await("[...document.images].every((i) => i.complete && i.naturalWidth > 0)");
        assertFitsAndReadable(width);
        save("report" + (width == PHONE ? "-phone" : "") + (dark ? "-dark" : ""), width, 0, 1650);
      }
    }
    browser.show(DESK, false, "screen");
    int galleries =
        browser
            .run("return document.getElementById('certain1').getBoundingClientRect().top + scrollY")
            .getAsInt();
    save("report-pictures", DESK, galleries - 20, 900);
    browser.show(DESK, true, "print");
    assertFitsAndReadable(DESK);
    save("report-print", DESK, 0, 1600);
    assertEquals(
        "rgb(255, 255, 255)",
        browser.run("return getComputedStyle(document.body).backgroundColor").getAsString());
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        0,
        browser
            .run(
                "return performance.getEntriesByType('resource')"
                    + ".filter((e) => !e.name.startsWith('data:')).length")
            .getAsInt());
  }

  @Test
  void theCostsOfTheReportUnfoldByKeyboardAndMouse() throws IOException, InterruptedException {
    browser.open(reportAddress);
    String isOpen = "return document.querySelector('details').open";
    assertFalse(browser.run(isOpen).getAsBoolean());
    browser.click("summary");
    assertTrue(browser.run(isOpen).getAsBoolean());
    for (char key : new char[] {ENTER, SPACE}) {
      browser.open(reportAddress);
      browser.press(TAB);
      browser.press(key);
      assertTrue(browser.run(isOpen).getAsBoolean(), "key " + (int) key);
    }
  }
}
