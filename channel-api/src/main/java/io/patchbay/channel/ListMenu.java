package io.patchbay.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with a menu that opens on demand.
 *
 * <p>Immutable.
 *
 * @param body the text
 * @param label what the button that opens the menu says
 * @param sections the menu, at least one section
 * @param header what stands above the body
 * @param footer a small line below it
 */
public record ListMenu(
    String body,
    String label,
    List<Section> sections,
    @Nullable MessageHeader header,
    @Nullable String footer)
    implements Content {
  /**
   * Copies the list; refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ListMenu {
    Names.notBlank("Body of a list menu", body);
    Names.notBlank("Label of a list menu", label);
    sections = List.copyOf(sections);
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("A list menu without a section");
    }
  }

  @Override
  public String toString() {
    return "ListMenu[" + Masking.text(body) + ", " + sections.size() + " sections]";
  }

  /**
   * A group of rows.
   *
   * @param title its heading; a single section needs none
   * @param rows the rows, at least one
   */
  public record Section(@Nullable String title, List<Row> rows) {
    /**
     * Copies the list; refuses an empty one.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Section {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("A section of a list menu without a row");
      }
    }

    @Override
    public String toString() {
      return "Section[" + rows.size() + " rows]";
    }
  }

  /**
   * One choice.
   *
   * @param id what comes back when it is chosen
   * @param title what it says
   * @param description a second line
   */
  public record Row(String id, String title, @Nullable String description) {
    /**
     * Refuses empty parts.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Row {
      Names.notBlank("Row id", id);
      Names.notBlank("Row title", title);
    }

    @Override
    public String toString() {
      return "Row[" + Masking.text(title) + "]";
    }
  }
}
