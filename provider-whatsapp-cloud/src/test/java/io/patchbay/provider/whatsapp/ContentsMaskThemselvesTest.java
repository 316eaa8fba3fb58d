package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.content.Flow;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No record of the package shows texts, codes, links or what somebody bought. */
class ContentsMaskThemselvesTest {
  /** What tells an operator which thing is meant, and nothing about a person. */
  private static final Set<String> SHOWN =
      Set.of(
          "Flow.id",
          "Flow.name",
          "Start.screen",
          "AddressRequest.country",
          "SavedAddress.id",
          "Product.catalogId",
          "Product.productId",
          "ProductList.catalogId",
          "CatalogProduct.catalogId",
          "CatalogProduct.productId",
          "OrderDetails.referenceId",
          "OrderStatus.referenceId",
          "OrderStatus.status",
          "Order.status",
          "TemplateParameter.name",
          "Currency.code",
          "WhatsAppTemplate.name",
          "WhatsAppTemplate.language");

  @Test
  void nothingPersonalIsShown() throws Exception {
    Set<String> seen = new TreeSet<>();
    List<String> shown = new ArrayList<>();
    for (Sample sample : Sample.all()) {
      visit(sample.content(), seen, shown);
    }

    assertThat(shown).isEmpty();
    assertThat(seen).containsExactlyElementsOf(records());
  }

  private static void visit(@Nullable Object value, Set<String> seen, List<String> shown)
      throws ReflectiveOperationException {
    if (value instanceof Collection<?> values) {
      for (Object each : values) {
        visit(each, seen, shown);
      }
    } else if (value instanceof Record whole
        && whole.getClass().getPackage().equals(Flow.class.getPackage())) {
      seen.add(whole.getClass().getName());
      for (RecordComponent component : whole.getClass().getRecordComponents()) {
        Object part = component.getAccessor().invoke(whole);
        String name = whole.getClass().getSimpleName() + "." + component.getName();
        boolean text = part instanceof String || part instanceof URI;
        if (text && !SHOWN.contains(name) && whole.toString().contains(part.toString())) {
          shown.add(name + ": " + whole);
        }
        visit(part, seen, shown);
      }
    }
  }

  private static Set<String> records() throws IOException, URISyntaxException {
    String folder = Flow.class.getPackageName();
    Path classes = Path.of(Flow.class.getResource("Flow.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
          .map(file -> folder + "." + file.substring(0, file.length() - 6))
          .filter(ContentsMaskThemselvesTest::isRecord)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean isRecord(String name) {
    try {
      return Class.forName(name).isRecord();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
