package io.patchbay.testkit.sample;

import io.patchbay.channel.Content;
import io.patchbay.channel.spi.SmsProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** A provider without a fault passes. */
@Tag("locale")
class SampleContractTest extends SampleSide {
  @Override
  public SmsProvider provider() {
    return new SampleProvider();
  }

  @Override
  public List<Content> ownContents() {
    return List.of(new Poster("Sale", List.of("Today")));
  }
}
