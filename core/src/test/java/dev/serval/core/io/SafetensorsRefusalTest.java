// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a file is not what it must be has its line. */
class SafetensorsRefusalTest {

  private static final String DAMAGED = "; the file is damaged; write or download it again";

  @TempDir private Path directory;

  private void assertRefused(String message, byte[] bytes) throws IOException {
    Path file = directory.resolve("m");
    Files.write(file, bytes);
    TensorFileException e = assertThrows(TensorFileException.class, () -> Safetensors.read(file));
    assertEquals(file + ": " + message, e.getMessage());
    Bytes.assertOneLine(e.getMessage());
  }

  private static Arguments header(String wrong, String header, int dataBytes) {
    return arguments(wrong, header, dataBytes);
  }

  private static Arguments tensor(String wrong, String members) {
    return arguments("tensor \"a\" " + wrong, "{\"a\":{" + members + "}}", 8);
  }

  static Stream<Arguments> headers() {
    String a = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    String b = ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":";
    return Stream.of(
        tensor(
            "has the unknown dtype \"F33\"",
            "\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [], neither a vector nor a matrix",
            "\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [1, 1, 2], neither a vector nor a matrix",
            "\"dtype\":\"F32\",\"shape\":[1,1,2],\"data_offsets\":[0,8]"),
        tensor(
            "has a shape of more than 8 numbers",
            "\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]"),
        tensor(
            "has a shape with a negative number -2",
            "\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [3] of 4-byte elements, but data_offsets [0, 8] hold 8 bytes",
            "\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [2] of 4-byte elements, but data_offsets [0, 7] hold 7 bytes",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,7]"),
        tensor(
            "has shape [0, 5] of 4-byte elements, but data_offsets [0, 8] hold 8 bytes",
            "\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [2147483648, 2147483648] of 4-byte elements, but data_offsets [0, 8] hold 8"
                + " bytes",
            "\"dtype\":\"F32\",\"shape\":[2147483648,2147483648],\"data_offsets\":[0,8]"),
        tensor(
            "has shape [4611686018427387904, 4] of 4-byte elements, but data_offsets [0, 0] hold 0"
                + " bytes",
            "\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]"),
        tensor(
            "has shape [4294967296], more than one matrix of this library holds",
            "\"dtype\":\"F32\",\"shape\":[4294967296],\"data_offsets\":[0,17179869184]"),
        tensor(
            "has shape [0, 2147483640], more than one matrix of this library holds",
            "\"dtype\":\"F32\",\"shape\":[0,2147483640],\"data_offsets\":[0,0]"),
        tensor(
            "has data_offsets [8, 0], not [begin, end]",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]"),
        tensor(
            "has data_offsets [0], not [begin, end]",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]"),
        tensor(
            "has data_offsets of more than 2 numbers",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]"),
        tensor("lacks its dtype", "\"shape\":[2],\"data_offsets\":[0,8]"),
        tensor("lacks its shape", "\"dtype\":\"F32\",\"data_offsets\":[0,8]"),
        tensor("lacks its data_offsets", "\"shape\":[2],\"dtype\":\"F32\""),
        tensor("lacks its dtype", ""),
        tensor(
            "has two members \"shape\"",
            "\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]"),
        tensor(
            "has an unknown member \"strides\"",
            "\"dtype\":\"F32\",\"strides\":[1],\"shape\":[2],\"data_offsets\":[0,8]"),
        header("tensor \"b\" overlaps tensor \"a\"", a + b + "[4,12]}}", 12),
        header("tensor \"b\" overlaps tensor \"a\"", a + b + "[0,8]}}", 8),
        header(
            "there is a gap of 4 bytes between tensor \"a\" and tensor \"b\"",
            a + b + "[12,20]}}",
            20),
        header(
            "there is a gap of 1 bytes between the header and tensor \"a\"",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}",
            9),
        header(
            "tensor \"b\" ends at byte 16 of the data, but the file has only 15",
            a + b + "[8,16]}}",
            15),
        header("1 bytes follow tensor \"b\"", a + b + "[8,16]}}", 17),
        header("1 bytes follow the header", "{}", 1),
        header(
            "the name \"a\" appears twice",
            a + ",\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}",
            8),
        header(
            "the name \"__metadata__\" appears twice",
            "{\"__metadata__\":{},\"__metadata__\":{}}",
            0),
        header(
            "the metadata key \"k\" appears twice",
            "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}",
            0),
        header(
            "byte 22 of the header has '1' where '\"' must be",
            "{\"__metadata__\":{\"k\": 1}}",
            0));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void wrongHeadersAreNamed(String wrong, String header, int dataBytes) throws IOException {
    assertRefused(wrong + DAMAGED, Bytes.file(header, dataBytes));
  }

  static Stream<Arguments> notJson() {
    String eight = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":";
    return Stream.of(
        arguments("byte 1 of the header has the end where '\"' must be", "{"),
        arguments("byte 2 of the header has '}' after the end of the header's object", "{}}"),
        arguments("byte 1 of the header has ',' where '\"' must be", "{,}"),
        arguments("byte 19 of the header has '}' where '\"' must be", "{\"__metadata__\":{},}"),
        arguments("byte 5 of the header has '[' where '{' must be", "{\"a\":[]}"),
        arguments("byte 5 of the header has 'n' where '{' must be", "{\"a\":null}"),
        arguments("byte 4 of the header has '}' where ':' must be", "{\"a\"}"),
        arguments("byte 1 of the header has ''' where '\"' must be", "{'a':{}}"),
        arguments("byte 1 of the header has '/' where '\"' must be", "{/**/}"),
        arguments("byte 2 of the header has 0x0a in a string", "{\"\n\":{}}"),
        arguments("byte 3 of the header has the end in a string", "{\"a"),
        arguments("byte 3 of the header has 'x' after a backslash", "{\"\\x\":{}}"),
        arguments("byte 3 of the header has the end after a backslash", "{\"\\"),
        arguments(
            "byte 6 of the header has 'g' in \\u and four hexadecimal digits", "{\"\\u00g0\":{}}"),
        arguments("byte 4 of the header begins a lone surrogate", "{\"\\ud800\":{}}"),
        arguments("byte 4 of the header begins a lone surrogate", "{\"\\udc00\":{}}"),
        arguments("byte 4 of the header begins a lone surrogate", "{\"\\ud800\\ud800\":{}}"),
        arguments("byte 48 of the header does not begin a whole number", eight + "[1.0,8]}}"),
        arguments("byte 48 of the header does not begin a whole number", eight + "[1e0,8]}}"),
        arguments("byte 48 of the header does not begin a whole number", eight + "[00,8]}}"),
        arguments("byte 48 of the header does not begin a whole number", eight + "[-,8]}}"),
        arguments("byte 48 of the header does not begin a whole number", eight + "[\"0\",8]}}"),
        arguments(
            "the number at byte 48 of the header is too large",
            eight + "[9223372036854775808,8]}}"),
        arguments(
            "the number at byte 48 of the header is too large",
            eight + "[99999999999999999999,8]}}"),
        arguments(
            "tensor \"a\" has data_offsets with a negative number -9223372036854775808",
            eight + "[-9223372036854775808,8]}}"),
        arguments(
            "byte 48 of the header does not begin a whole number", eight + "[".repeat(100_000)));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void invalidJsonIsNamedWithItsPlace(String wrong, String header) throws IOException {
    assertRefused(wrong + DAMAGED, Bytes.file(header, 0));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    String[] malformed = {
      "\u0080", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080"
    };
    for (String bytes : malformed) {
      byte[] header = Bytes.latin1("{\"" + bytes + "\":{}}");
      byte[] length = {(byte) header.length, 0, 0, 0, 0, 0, 0, 0};
      assertRefused("byte 2 of the header is not UTF-8" + DAMAGED, Bytes.concat(length, header));
    }
  }

  static Stream<Arguments> otherFiles() {
    String export = "; export the tensors as safetensors first";
    String page = "; download the file itself";
    return Stream.of(
        arguments("\u0089HDF\r\n\u001a\n\0\0\0\0\0\b\b\0", "an HDF5 file", export),
        arguments(
            "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 5\n",
            "a Git LFS pointer",
            "; fetch the content with 'git lfs pull'"),
        arguments("<!DOCTYPE html>\n<html>", "an HTML page", page),
        arguments("\n\n <html lang=en>", "an HTML page", page),
        arguments("\u00ef\u00bb\u00bf<HTML><body>", "an HTML page", page),
        arguments("<?xml version='1.0'?>", "an XML or HTML page", page),
        arguments(
            "PK\u0003\u0004\u0014\0\0\0\b\0",
            "a ZIP archive, such as NPZ or PyTorch's .pt",
            export),
        arguments(
            "\u0080\u0002}q\0(X\u0006\0\0", "a Python pickle, such as an old PyTorch .pt", export),
        arguments(
            "\u0080\u0004\u0095\u0010\0\0\0\0\0",
            "a Python pickle, such as an old PyTorch .pt",
            export),
        arguments("\u0093NUMPY\u0001\0v\0{'descr'", "a NumPy array (NPY)", export),
        arguments("\b\u0007\u0012\u0007pytorch\u001a\u00031.8", "an ONNX model", export),
        arguments("\b\n:\u0091\u0004\n\u000b\n", "an ONNX model", export),
        arguments(
            "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR",
            "a picture (PNG, JPEG or GIF)",
            "; name the file with the tensors"),
        arguments(
            "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF",
            "a picture (PNG, JPEG or GIF)",
            "; name the file with the tensors"),
        arguments(
            "GIF89a\u0001\0\u0001\0",
            "a picture (PNG, JPEG or GIF)",
            "; name the file with the tensors"),
        arguments("GGUF\u0003\0\0\0\0\0\0", "a GGUF file", export),
        arguments("\u001f\u008b\b\0\0\0\0\0\0", "a gzip archive", "; unpack it first"),
        arguments("weights:\n 0.5\n", "a text", "; name the file with the tensors"),
        arguments("{\"costs\": [[0, 0.69]]}", "a JSON text", "; name the file with the tensors"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void otherKindsOfFilesAreCalledByTheirNames(String start, String kind, String remedy)
      throws IOException {
    byte[] first = Bytes.latin1(start);
    assertRefused("is " + kind + ", not a safetensors file" + remedy, first);
    assertRefused(
        "is " + kind + ", not a safetensors file" + remedy, Bytes.concat(first, new byte[5000]));
  }

  @Test
  void aKnownDtypeThatIsNotReadIsNoDamage() throws IOException {
    String header = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}";
    assertRefused(
        "tensor \"a\" has dtype BF16, and only F32 and F64 are read; convert the tensors to float32"
            + " and save them again",
        Bytes.file(header, 8));
  }

  @Test
  void shortAndShortenedFilesAreNamed() throws IOException {
    assertRefused("is empty; write or download it again", new byte[0]);
    assertRefused(
        "has 7 bytes, too few for a safetensors file" + DAMAGED, new byte[] {2, 0, 0, 0, 0, 0, 0});
    assertRefused(
        "has a header that does not begin with '{'" + DAMAGED, new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
    assertRefused(
        "has a header that does not begin with '{'" + DAMAGED,
        new byte[] {3, 0, 0, 0, 0, 0, 0, 0, ' ', '{', '}'});
    assertRefused(
        "claims a header of 3 bytes, but has only 2 bytes after its length" + DAMAGED,
        new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    assertRefused(
        "claims a header of 18446744073709551615 bytes, but has only 2 bytes after its length"
            + DAMAGED,
        new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'});
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path missing = directory.resolve("missing");
    TensorFileException e =
        assertThrows(TensorFileException.class, () -> Safetensors.read(missing));
    assertEquals(missing + ": does not exist; check the path", e.getMessage());
    e = assertThrows(TensorFileException.class, () -> Safetensors.read(directory));
    assertEquals(directory + ": is a directory; name a file", e.getMessage());
    Path device = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.exists(device), "skipped: there is no /dev/zero here");
    e = assertThrows(TensorFileException.class, () -> Safetensors.read(device));
    assertEquals("/dev/zero: is not a regular file; name another", e.getMessage());
  }

  @Test
  void namesFromTheFileStayOnOneLineAndShort() throws IOException {
    String name = "\\n\\u001b[31m" + "x".repeat(1000);
    assertRefused(
        "tensor \"\ufffd\ufffd[31m" + "x".repeat(54) + "…\" lacks its dtype" + DAMAGED,
        Bytes.file("{\"" + name + "\":{}}", 0));
  }
}
