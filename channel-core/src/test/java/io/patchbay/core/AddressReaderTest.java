package io.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddressReaderTest {
  private static @Nullable Address read(String typed) {
    AddressReader.Reading reading = AddressReader.read(new PhoneText(typed), "US");
    assertThat(reading.address() == null).isNotEqualTo(reading.error() == null);
    return reading.address();
  }

  @Test
  void whatAnEventShowsIsReadAsItIs() {
    assertThat(read("5215512345678")).isEqualTo(new PhoneNumber("5215512345678"));
    assertThat(read("551187654321")).isEqualTo(new PhoneNumber("551187654321"));
    assertThat(read("US.13491208655302741918")).isEqualTo(new UserId("US.13491208655302741918"));
    assertThat(read("39041")).isEqualTo(new ShortCode("39041"));
    assertThat(read("4155551234")).isEqualTo(new PhoneNumber("14155551234"));
  }

  @Test
  void anAddressWithItsKindInFrontIsTakenAsItIs() {
    assertThat(read("phone:+15550001234")).isEqualTo(new PhoneNumber("15550001234"));
    assertThat(read("phone:15550001234")).isEqualTo(new PhoneNumber("15550001234"));
    assertThat(read("user:anything at all")).isEqualTo(new UserId("anything at all"));
    assertThat(read("group:Y2FwaV9ncm91cA")).isEqualTo(new GroupId("Y2FwaV9ncm91cA"));
    assertThat(read("short:4155551")).isEqualTo(new ShortCode("4155551"));
    assertThat(read("name:ACME")).isEqualTo(new SenderId("ACME"));
  }

  @Test
  void whatIsNoAddressSaysWhy() {
    SendError unusable = AddressReader.read(new PhoneText("phone:call me"), null).error();
    assertThat(String.valueOf(unusable))
        .contains("The recipient phone:*** is not usable", "5 to 15 digits");
    assertThat(read("12")).isNull();
    assertThat(read("ACME")).isNull();
    assertThat(read("user:")).isNull();
    assertThat(read("5551234")).as("a number without its area code").isNull();
  }
}
