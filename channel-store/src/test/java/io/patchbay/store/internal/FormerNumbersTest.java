package io.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.patchbay.channel.PhoneNumber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormerNumbersTest {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private static boolean isValid(String digits) throws NumberParseException {
    return NUMBERS.isValidNumber(NUMBERS.parse("+" + digits, "ZZ"));
  }

  private static String key(String digits) {
    return AddressKey.of(new PhoneNumber(digits));
  }

  /** The calling code, what was and what is: Mexico, Brazil, Côte d'Ivoire, Benin and so on. */
  @ParameterizedTest
  @CsvSource({
    "MX, 5215512345678, 525512345678",
    "BR, 551187654321, 5511987654321",
    "BR, 557188654321, 5571988654321",
    "CI, 22507014657, 2250707014657",
    "CI, 22505014657, 2250505014657",
    "CI, 22501014657, 2250101014657",
    "CI, 22597123456, 2250797123456",
    "BJ, 22997123456, 2290197123456",
    "BJ, 22921301234, 2290121301234",
    "VN, 841201234567, 84701234567",
    "VN, 841211234567, 84791234567",
    "VN, 841221234567, 84771234567",
    "VN, 841231234567, 84831234567",
    "VN, 841241234567, 84841234567",
    "VN, 841251234567, 84851234567",
    "VN, 841261234567, 84761234567",
    "VN, 841271234567, 84811234567",
    "VN, 841281234567, 84781234567",
    "VN, 841291234567, 84821234567",
    "VN, 841621234567, 84321234567",
    "VN, 841681234567, 84381234567",
    "VN, 841861234567, 84561234567",
    "VN, 841881234567, 84581234567",
    "VN, 841991234567, 84591234567",
    "CM, 23777123456, 237677123456",
    "CM, 23799123456, 237699123456",
    "CO, 5712345678, 576012345678",
    "CO, 5744123456, 576044123456",
    "MU, 2307512345, 23057512345",
    "MU, 2302512345, 23052512345",
    "EC, 59399123456, 593999123456",
    "EC, 59386123456, 593986123456",
    "EG, 20101234567, 201001234567",
    "EG, 20161234567, 201061234567",
    "EG, 20191234567, 201091234567",
    "EG, 20111234567, 201111234567",
    "EG, 20141234567, 201141234567",
    "EG, 20121234567, 201221234567",
    "EG, 20171234567, 201271234567",
    "EG, 20181234567, 201281234567",
    "TL, 6707231234, 67077231234"
  })
  void aFormerNumberIsNobodysTodayAndHasTheKeyOfTheCurrentOne(
      String country, String former, String current) throws NumberParseException {
    assertThat(isValid(former)).isFalse();
    assertThat(isValid(current)).isTrue();
    assertThat(NUMBERS.getRegionCodeForNumber(NUMBERS.parse("+" + current, "ZZ")))
        .isEqualTo(country);
    assertThat(key(former)).isEqualTo("p:" + current).isEqualTo(key(current));
  }

  /** What libphonenumber still takes as valid, although nobody else has it. */
  @ParameterizedTest
  @CsvSource({
    "551177123456, 5511977123456",
    "24106031234, 24166031234",
    "2416031234, 24166031234",
    "24107031234, 24177031234",
    "2414031234, 24174031234",
    "24101441234, 24111441234",
    "5491155551234, 541155551234",
    "54111555551234, 541155551234",
    "54351155551234, 543515551234",
    "54296615551234, 542966551234"
  })
  void aNumberWithTwoValidSpellingsHasOneKey(String one, String current) {
    assertThat(key(one)).isEqualTo("p:" + current).isEqualTo(key(current));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "551132654321", // a landline of São Paulo
        "555121654321",
        "523312345678",
        "22521234567", // a former landline of Côte d'Ivoire: its operator is not in the number
        "22981123456", // a service of Benin
        "841900123456", // a premium number of Viet Nam
        "23788123456", // freephone of Cameroon
        "5746123456", // a short landline of Colombia that libphonenumber still lists
        "2304231234", // a landline of Mauritius
        "59322123456", // a landline of Ecuador
        "201501234567", // a mobile number of Egypt, which was somebody else's until 2011
        "6707012345", // a personal number of Timor-Leste
        "14155551234",
        "447911123456",
        "12345"
      })
  void aNumberOfSomebodyElseKeepsItsOwnKey(String digits) {
    assertThat(key(digits)).isEqualTo("p:" + digits);
  }

  @Test
  void theFormerSpellingsAreThoseThatOlderDatabasesHold() {
    assertThat(FormerNumbers.stored("2250707014657")).containsExactly("22507014657");
    assertThat(FormerNumbers.stored("24166031234"))
        .containsExactlyInAnyOrder("24106031234", "2416031234");
    assertThat(FormerNumbers.stored("525512345678")).as("always stored as it is now").isEmpty();
    assertThat(AddressKey.lookups(List.of(new PhoneNumber("22507014657"))))
        .containsExactly("p:2250707014657", "p:22507014657");
  }
}
