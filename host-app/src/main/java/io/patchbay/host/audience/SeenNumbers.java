package io.patchbay.host.audience;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.store.internal.AddressKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers on which line a person stood first, whatever the spelling of the number. A number of at
 * most 15 digits fits into a long, so that a million of them need some 30 MB instead of hundreds.
 * Not thread-safe.
 */
final class SeenNumbers {
  private long[] numbers = new long[1024];
  private int[] lines = new int[1024];
  private int size;

  private final Map<String, Integer> others = new HashMap<>();

  /** Notes an address; gives the line on which its person stood before, or 0 for a new one. */
  int firstLine(Address address, long line) {
    if (AddressKey.plain(address) instanceof PhoneNumber number) {
      return firstLine(number, line);
    }
    Integer before =
        others.putIfAbsent(AddressKey.of(address), (int) Math.min(line, Integer.MAX_VALUE));
    return before == null ? 0 : before;
  }

  private int firstLine(PhoneNumber number, long line) {
    if (size * 2 >= numbers.length) {
      grow();
    }
    int slot = slot(Long.parseLong(number.digits()));
    if (numbers[slot] != 0) {
      return lines[slot];
    }
    numbers[slot] = Long.parseLong(number.digits());
    lines[slot] = (int) Math.min(line, Integer.MAX_VALUE);
    size++;
    return 0;
  }

  private int slot(long number) {
    int mask = numbers.length - 1;
    int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (numbers[slot] != 0 && numbers[slot] != number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldNumbers = numbers;
    int[] oldLines = lines;
    numbers = new long[oldNumbers.length * 2];
    lines = new int[oldLines.length * 2];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldNumbers[i]);
        numbers[slot] = oldNumbers[i];
        lines[slot] = oldLines[i];
      }
    }
  }
}
