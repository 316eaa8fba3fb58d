package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every library that a module brings along has a licence that its users can accept. Reads the bill
 * of materials that the whole build writes, and writes the list of licences beside it.
 */
class ThirdPartyLicencesTest {
  /** Of several licences of one library, the user chooses. */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT",
          "Public Domain",
          // Of jmh, with which the benchmarks are made; nothing that is published needs it.
          "GNU General Public License (GPL), version 2, with the Classpath exception");

  private static final Path BILL = Project.root().resolve("target/bom.json");

  private static List<JsonObject> components(String bill) {
    return JsonParser.parseString(bill)
        .getAsJsonObject()
        .getAsJsonArray("components")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static List<String> licences(JsonObject component) {
    List<String> licences = new ArrayList<>();
    JsonArray given = component.getAsJsonArray("licenses");
    if (given != null) {
      for (JsonElement one : given) {
        JsonObject licence = one.getAsJsonObject().getAsJsonObject("license");
        JsonElement name =
            licence == null
                ? one.getAsJsonObject().get("expression")
                : licence.has("id") ? licence.get("id") : licence.get("name");
        licences.add(name.getAsString());
      }
    }
    return licences;
  }

  private static String described(JsonObject component) {
    return component.get("group").getAsString()
        + ":"
        + component.get("name").getAsString()
        + " "
        + component.get("version").getAsString()
        + ": "
        + String.join(" or ", licences(component));
  }

  private static List<String> refused(String bill) {
    return components(bill).stream()
        .filter(component -> licences(component).stream().noneMatch(ALLOWED::contains))
        .map(ThirdPartyLicencesTest::described)
        .toList();
  }

  @Test
  void everyLibraryHasALicenceOfTheList() throws IOException {
    assumeTrue(Files.exists(BILL), "only a build of all modules writes " + BILL);
    String bill = Files.readString(BILL);
    List<String> libraries =
        components(bill).stream()
            .filter(component -> !component.get("group").getAsString().equals("io.patchbay"))
            .map(ThirdPartyLicencesTest::described)
            .sorted()
            .toList();
    Files.write(BILL.resolveSibling("third-party-licences.txt"), libraries);

    assertThat(libraries)
        .hasSizeGreaterThan(40)
        .anyMatch(line -> line.matches("com.google.code.gson:gson [0-9.]+: Apache-2.0"));
    assertThat(refused(bill)).isEmpty();
  }

  @Test
  void anotherLicenceAndNoneAreFound() {
    assertThat(
            refused(
                """
                { "components": [
                  { "group": "a", "name": "strict", "version": "1",
                    "licenses": [ { "license": { "id": "AGPL-3.0-only" } } ] },
                  { "group": "b", "name": "bare", "version": "2" },
                  { "group": "c", "name": "choice", "version": "3",
                    "licenses": [ { "license": { "name": "Unusual" } },
                                  { "license": { "id": "MIT" } } ] },
                  { "group": "d", "name": "both", "version": "4",
                    "licenses": [ { "expression": "MIT AND AGPL-3.0-only" } ] } ] }
                """))
        .containsExactly(
            "a:strict 1: AGPL-3.0-only", "b:bare 2: ", "d:both 4: MIT AND AGPL-3.0-only");
  }
}
