package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"15005", "14155551234", "447911123456", "123456789012345"})
  void aPhoneNumberIs5To15Digits(String digits) {
    PhoneNumber number = new PhoneNumber(digits);
    assertThat(number.value()).isEqualTo(digits);
    assertThat(number.e164()).isEqualTo("+" + digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1234",
        "1234567890123456",
        "04155551234",
        "+14155551234",
        "1 4155551234",
        "1415555123a",
        "١٤١٥٥٥٥١٢٣٤",
        "14155551234\n"
      })
  void anythingElseIsNoPhoneNumberAndIsNotRepeated(String digits) {
    assertThatThrownBy(() -> new PhoneNumber(digits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Phone number "
                + Masking.address(digits)
                + " is not 5 to 15 digits with the country code first and without '+'");
  }

  @Test
  void otherAddressesAreNotEmpty() {
    assertThat(new UserId("US.13491208655302741918").value()).isEqualTo("US.13491208655302741918");
    assertThat(new GroupId("Y2FwaV9ncm91cDo").value()).isEqualTo("Y2FwaV9ncm91cDo");
    assertThatThrownBy(() -> new UserId(" ")).hasMessage("User id is empty");
    assertThatThrownBy(() -> new GroupId("")).hasMessage("Group id is empty");
    assertThatThrownBy(() -> new PhoneText("\t")).hasMessage("Phone number is empty");
  }

  @Test
  void everyRecipientMasksItself() {
    assertThat(new PhoneNumber("14155551234")).hasToString("PhoneNumber[141******34]");
    assertThat(new PhoneNumber("15005")).hasToString("PhoneNumber[***]");
    assertThat(new PhoneText("(415) 555-1234")).hasToString("PhoneText[(41*********34]");
    assertThat(new UserId("US.13491208655302741918"))
        .hasToString("UserId[US.******************18]");
    assertThat(new GroupId("Y2FwaV9ncm91cDo")).hasToString("GroupId[Y2F**********Do]");
  }
}
