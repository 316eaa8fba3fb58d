package io.patchbay.host.audience;

import io.patchbay.host.console.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens an audience file as text: finds out its encoding, and what is wrong with it as a file. */
final class AudienceText {
  private AudienceText() {}

  /**
   * Opens a file.
   *
   * @param encoding the encoding that the person named; null to go by the file's first bytes
   * @throws UserError when it is missing, empty, a directory, a pipe, a workbook or not readable;
   *     the reader throws it too where the text is not in its encoding
   */
  static BufferedReader open(Path file, @Nullable Charset encoding) {
    if (Files.isDirectory(file)) {
      throw new UserError("The audience " + file + " is a directory; name a CSV file in it.");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UserError(
          "The audience "
              + file
              + " is a pipe or a device. It is read twice, once to check it before the first message"
              + " goes out; save it in a file and name that.");
    }
    try {
      PushbackInputStream in =
          new PushbackInputStream(Files.newInputStream(file), FileStart.LENGTH);
      byte[] bytes = in.readNBytes(FileStart.LENGTH);
      FileStart start = new FileStart(bytes);
      Optional<String> problem = problem(start, encoding);
      if (problem.isPresent()) {
        in.close();
        throw new UserError("The audience " + file + problem.get());
      }
      int mark = start.markLength();
      in.unread(bytes, mark, bytes.length - mark);
      Charset charset = start.marked().orElse(encoding == null ? StandardCharsets.UTF_8 : encoding);
      return new BufferedReader(new DecodingReader(file, in, charset, mark), 16 * 1024);
    } catch (NoSuchFileException e) {
      throw new UserError("The audience " + file + " does not exist.");
    } catch (AccessDeniedException e) {
      throw new UserError("The audience " + file + " cannot be read: permission denied.");
    } catch (IOException e) {
      throw new UserError("The audience " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> problem(FileStart start, @Nullable Charset encoding) {
    if (start.empty()) {
      return Optional.of(
          " is empty; its first line must name the columns, for example: phone,name");
    }
    if (start.workbook()) {
      return Optional.of(
          " is a workbook, not a CSV file; open it in the spreadsheet and save it as 'CSV UTF-8'.");
    }
    boolean wide = encoding != null && encoding.name().startsWith("UTF-");
    if (start.marked().isPresent() || (wide && !StandardCharsets.UTF_8.equals(encoding))) {
      return Optional.empty();
    }
    return start
        .unmarkedUtf16()
        .map(
            charset ->
                " looks like UTF-16 without a byte order mark; name it with --encoding "
                    + charset
                    + ".");
  }
}
