package io.patchbay.testkit.sample;

import io.patchbay.channel.Content;
import io.patchbay.channel.spi.SmsProvider;
import java.util.List;

/** A provider without a fault passes. */
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
