package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("locale")
class MultipartReaderTest {
  private static final String TYPE = "multipart/form-data; charset=utf-8; boundary=xYz";

  /** Gives what it has in pieces of random sizes, as a network does. */
  private static final class Dripping extends InputStream {
    private final InputStream source;
    private final Random random;

    Dripping(byte[] bytes, Random random) {
      this.source = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return source.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return source.read(into, offset, Math.min(length, 1 + random.nextInt(5_000)));
    }
  }

  @Test
  void everySplitOfEveryContentComesOutAsItWentIn() throws IOException {
    Random random = new Random(20261102);
    for (int round = 0; round < 200; round++) {
      byte[] content = content(random);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      write(body, "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ä.bin\"\r\n");
      write(body, "content-type: image/png\r\n\r\n");
      body.write(content);
      write(body, "\r\n--xYz\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--xYz--\r\n");
      MultipartReader reader = reader(new Dripping(body.toByteArray(), random));

      MultipartReader.FormPart file = part(reader);
      assertThat(file.name()).isEqualTo("file");
      assertThat(file.fileName()).isEqualTo("ä.bin");
      assertThat(file.contentType()).isEqualTo("image/png");
      assertThat(file.content().readAllBytes()).as("round %d", round).isEqualTo(content);
      MultipartReader.FormPart empty = part(reader);
      assertThat(empty.name()).isEqualTo("b");
      assertThat(empty.fileName()).isNull();
      assertThat(empty.content().readAllBytes()).isEmpty();
      assertThat(reader.next()).isNull();
    }
  }

  /** Bytes that are rich in what looks like the beginning of a delimiter. */
  private static byte[] content(Random random) {
    String[] bits = {"\r\n--xY", "\r", "\n", "--", "\r\n--xYy", "\r\r\n", "abc", "\r\n-"};
    StringBuilder content = new StringBuilder();
    int size = random.nextInt(40_000);
    while (content.length() < size) {
      content.append(bits[random.nextInt(bits.length)]);
      if (random.nextInt(20) == 0) {
        content.append("x".repeat(random.nextInt(3_000)));
      }
    }
    return content.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoFormHasNoReader() {
    InputStream nothing = InputStream.nullInputStream();
    assertThat(MultipartReader.of(null, nothing)).isNull();
    assertThat(MultipartReader.of("application/json", nothing)).isNull();
    assertThat(MultipartReader.of("multipart/form-data", nothing)).isNull();
    assertThat(MultipartReader.of("multipart/mixed; boundary=x", nothing)).isNull();
    assertThat(MultipartReader.of("Multipart/Form-Data;boundary=\"a b\"", nothing)).isNotNull();
  }

  @Test
  void aFormThatBreaksOffAndAHeaderWithoutEndAreErrors() {
    assertThatThrownBy(() -> part(reader("--xYz\r\nA: b\r\n\r\nrest")).content().readAllBytes())
        .isInstanceOf(EOFException.class)
        .hasMessage("The body ends within a part");
    assertThatThrownBy(() -> reader("--xYz\r\nA: b\r\n").next())
        .isInstanceOf(EOFException.class)
        .hasMessage("The body ends within a part's header");
    assertThatThrownBy(() -> reader("--xYz\r\n" + "A".repeat(9_000)).next())
        .isInstanceOf(EOFException.class)
        .hasMessage("A part's header is longer than 8192 bytes");
  }

  private static MultipartReader reader(String body) {
    return reader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static MultipartReader reader(InputStream body) {
    return Objects.requireNonNull(MultipartReader.of(TYPE, body));
  }

  private static MultipartReader.FormPart part(MultipartReader reader) throws IOException {
    return Objects.requireNonNull(reader.next());
  }
}
