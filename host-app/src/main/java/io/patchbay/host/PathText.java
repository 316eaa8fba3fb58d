package io.patchbay.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the paths on the command line. */
final class PathText implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      boolean ascii = text.chars().allMatch(character -> character < 0x80);
      throw new TypeConversionException(
          "'"
              + text
              + "' cannot be the path of a file: "
              + e.getReason()
              + (ascii ? "." : "; if the locale is not UTF-8, set LC_ALL=C.UTF-8."));
    }
  }
}
