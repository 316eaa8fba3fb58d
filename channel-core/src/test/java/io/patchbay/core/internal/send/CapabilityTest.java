package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.broken;
import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.testkit.FakeConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code SmsChannel.use}: borrowing what a connection offers beyond sending. */
class CapabilityTest {
  private final ChannelRig rig = new ChannelRig();

  @BeforeEach
  void aParentWithAnInstanceAndAChild() {
    rig.registryRig.publish(
        workspace("top", sms("a", instance("a", "1"), broken("bad")))
            + ", "
            + child("leaf", "top", ""));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private <C> String refusal(String workspace, String name, Class<C> capability) {
    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> rig.channel().use(new InstanceId(workspace, name), capability, found -> "never"));
    return String.valueOf(refusal.getMessage());
  }

  @Test
  void runsTheWorkWithTheCapabilityAndGivesItsResult() {
    Boolean healthy =
        rig.channel()
            .use(new InstanceId("leaf", "a"), HealthCheck.class, check -> check.check().healthy());
    assertThat(healthy).isTrue();
  }

  @Test
  void theConnectionStaysOpenThoughItIsSwappedMeanwhile() {
    FakeConnection before = rig.registryRig.connection("top", "a");
    int closes =
        rig.channel()
            .use(
                new InstanceId("top", "a"),
                HealthCheck.class,
                check -> {
                  rig.registryRig.publish(workspace("top", sms("a", instance("a", "2"))));
                  return before.closes();
                });
    assertThat(closes).isZero();
    assertThat(before.closes()).isEqualTo(1);
  }

  @Test
  void workThatThrowsGivesTheConnectionBack() {
    FakeConnection before = rig.registryRig.connection("top", "a");
    assertThatThrownBy(
            () ->
                rig.channel()
                    .use(
                        new InstanceId("top", "a"),
                        HealthCheck.class,
                        check -> {
                          throw new UnsupportedOperationException("work");
                        }))
        .isInstanceOf(UnsupportedOperationException.class);
    rig.registryRig.publish(workspace("top", sms("a", instance("a", "2"))));
    assertThat(before.closes()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsToldWithWhatIs() {
    assertThat(refusal("leaf", "a", StatusLookup.class))
        .isEqualTo(
            "leaf/a (fake) offers no StatusLookup; it offers [HealthCheck, WebhookReceiver]");
    assertThat(refusal("leaf", "b", HealthCheck.class))
        .isEqualTo("No provider 'b' in workspace 'leaf'; configured: [a]");
    assertThat(refusal("top", "bad", HealthCheck.class))
        .startsWith("Provider 'bad' in workspace 'top' is not usable: ");
    assertThat(refusal("lef", "a", HealthCheck.class))
        .isEqualTo("No workspace 'lef'; configured: [leaf, top]");
  }
}
