package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Deliveries.change;
import static io.patchbay.provider.whatsapp.Deliveries.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** News about the account tells an operator in one sentence what happened and what to do. */
class AccountNewsTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

  private static String body(long time, String change) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\","
        + "\"time\":"
        + time
        + ",\"changes\":["
        + change
        + "]}]}";
  }

  private static AccountNotice notice(String field, String value) {
    List<ChannelEvent> events = events(body(1795176000, change(field, value.replace('\'', '"'))));
    assertThat(events).singleElement().isInstanceOf(AccountNotice.class);
    return (AccountNotice) events.get(0);
  }

  @Test
  void everythingIsKept() {
    String value =
        "{\"event\":\"REJECTED\",\"message_template_id\":1689556908129832,"
            + "\"message_template_name\":\"order_confirmation\","
            + "\"message_template_language\":\"en-US\",\"reason\":\"INVALID_FORMAT\","
            + "\"rejection_info\":{\"reason\":\"r\",\"recommendation\":\"c\"}}";

    AccountNotice notice = notice("message_template_status_update", value);

    assertThat(notice)
        .isEqualTo(
            new AccountNotice(
                notice.key(),
                AT,
                value,
                "message_template_status_update",
                "Template 'order_confirmation' (en-US) was rejected (INVALID_FORMAT); change it and"
                    + " submit it again, or appeal in WhatsApp Manager.",
                Map.of(
                    "account", "102290129340398",
                    "event", "REJECTED",
                    "message_template_id", "1689556908129832",
                    "message_template_name", "order_confirmation",
                    "message_template_language", "en-US",
                    "reason", "INVALID_FORMAT",
                    "rejection_info.reason", "r",
                    "rejection_info.recommendation", "c")));
    assertThat(notice.key()).matches("message_template_status_update:[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "message_template_status_update |"
            + " {'event':'APPROVED','message_template_name':'a','message_template_language':'de','reason':'NONE'}"
            + " | Template 'a' (de) is approved and can be sent.",
        "message_template_status_update | {'event':'PAUSED','message_template_name':'a',"
            + "'message_template_language':'de'} | Template 'a' (de) is paused because people"
            + " reported or blocked it; send another template, and change this one before it is"
            + " resumed.",
        "message_template_status_update | {'event':'NEWER','message_template_name':'a',"
            + "'message_template_language':'de'} | Template 'a' (de) has the new status NEWER.",
        "message_template_status_update | {} | Template 'unknown' (unknown) has the new status"
            + " unknown.",
        "message_template_quality_update | {'previous_quality_score':'GREEN',"
            + "'new_quality_score':'RED','message_template_name':'a','message_template_language':"
            + "'de'} | Template 'a' (de) has the quality RED (before: GREEN); Meta may pause it:"
            + " change its text or send it to fewer people.",
        "message_template_quality_update |"
            + " {'new_quality_score':'UNKNOWN','message_template_name':'a','message_template_language':'de'}"
            + " | Template 'a' (de) has the quality UNKNOWN.",
        "template_category_update |"
            + " {'message_template_name':'a','message_template_language':'de','previous_category':'UTILITY','new_category':'MARKETING'}"
            + " | Template 'a' (de) has the category MARKETING (before: UTILITY), which changes its"
            + " price and its limits.",
        "template_category_update |"
            + " {'message_template_name':'a','message_template_language':'de','new_category':'UTILITY','correct_category':'MARKETING'}"
            + " | Template 'a' (de) will get the category MARKETING, which changes its price and"
            + " its limits; appeal in WhatsApp Manager if it is wrong.",
        "message_template_components_update |"
            + " {'message_template_name':'a','message_template_language':'de','message_template_element':'Hi'}"
            + " | Template 'a' (de) was edited; check that what you send still fits its text and"
            + " parameters.",
        "phone_number_quality_update |"
            + " {'display_phone_number':'15550783881','event':'FLAGGED','current_limit':'TIER_1K'}"
            + " | The number 155******81 is flagged for low quality (limit TIER_1K); send less"
            + " advertising and only to people who expect it.",
        "phone_number_quality_update |"
            + " {'display_phone_number':'15550783881','event':'DOWNGRADE','max_daily_conversations_per_business':'TIER_250'}"
            + " | The number 155******81 may write to fewer people (limit TIER_250); plan campaigns"
            + " accordingly.",
        "phone_number_name_update | {'display_phone_number':'15550783881','decision':'REJECTED',"
            + "'requested_verified_name':'Acme','rejection_reason':'NAME_CONSIDERED_GENERIC'} | The"
            + " number 155******81 cannot have the display name 'Acme' (NAME_CONSIDERED_GENERIC);"
            + " request another in WhatsApp Manager.",
        "security | {'display_phone_number':'15550783881','event':'PIN_RESET_REQUEST',"
            + "'requester':'61'} | The number 155******81 is to lose its two-step PIN; if nobody of"
            + " yours asked for it, check who has access to the business.",
        "account_update |"
            + " {'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE','waba_ban_date':'2026'}}"
            + " | The account is disabled and nothing can be sent; appeal in Business Support"
            + " Home.",
        "account_update | {'event':'ACCOUNT_RESTRICTION','restriction_info':[{'restriction_type':"
            + "'RESTRICTED_BIZ_INITIATED_MESSAGING','expiration':'1795176000'}]} | The account is"
            + " restricted (RESTRICTED_BIZ_INITIATED_MESSAGING); see Business Support Home for what"
            + " is restricted, until when, and to appeal.",
        "account_update | {'event':'ACCOUNT_VIOLATION','violation_info':{'violation_type':'SCAM'}}"
            + " | The account violates Meta's policy (SCAM); stop what is named and appeal in"
            + " Business Support Home if it is wrong.",
        "account_update | {'event':'VERIFIED_ACCOUNT'} | The account is verified.",
        "account_update | {'event':'NEWER'} | The account reports NEWER.",
        "account_review_update | {'decision':'REJECTED'} | The account was reviewed and rejected;"
            + " see Business Support Home for the reason and to appeal.",
        "account_alerts | {'entity_type':'BUSINESS','entity_id':'50','alert_info':{"
            + "'alert_severity':'WARNING','alert_status':'NONE','alert_type':'OBA_REJECTED','alert_description':'Your"
            + " request was denied.'}} | Alert OBA_REJECTED (WARNING): Your request was denied.",
        "business_capability_update |"
            + " {'max_daily_conversation_per_phone':250,'max_phone_numbers_per_business':2} | The"
            + " account may write to 250 people a day first and have 2 phone numbers.",
        "business_capability_update | {'max_daily_conversations_per_business':-1} | The account may"
            + " write to any number of people a day first.",
        "partner_solutions | {'event':'SOLUTION_CREATED','solution_id':'77',"
            + "'solution_status':'INITIATED'} | Partner solution 77 reports SOLUTION_CREATED"
            + " (INITIATED).",
        "payment_configuration_update | {'configuration_name':'upi','status':'Needs testing'} |"
            + " Payment configuration 'upi' has the status Needs testing.",
        "flows | {'event':'FLOW_STATUS_CHANGE','flow_id':'6','message':'Flow A changed'} | Flow 6"
            + " reports FLOW_STATUS_CHANGE: Flow A changed",
      })
  void sentence(String field, String value, String summary) {
    AccountNotice notice = notice(field, value);

    assertThat(notice.summary()).isEqualTo(summary);
    assertThat(notice.subject()).isEqualTo(field);
    assertThat(notice.at()).isEqualTo(AT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message_template_status_update",
        "message_template_quality_update",
        "template_category_update",
        "message_template_components_update",
        "phone_number_quality_update",
        "phone_number_name_update",
        "security",
        "account_update",
        "account_review_update",
        "account_alerts",
        "business_capability_update",
        "partner_solutions",
        "payment_configuration_update",
        "flows",
        "account_settings_update",
        "business_status_update",
        "template_correct_category_detection",
        "group_lifecycle_update",
        "group_participants_update",
        "group_settings_update",
        "group_status_update"
      })
  void newsThatSaysNothingIsStillToldAndNeverThrows(String field) {
    assertThat(notice(field, "{}").summary()).isNotBlank();
    assertThat(notice(field, "{'event':[],'decision':{},'alert_info':7,'ban_info':[]}").raw())
        .contains("ban_info");
  }

  @Test
  void groupsAreToldOneByOne() {
    String value =
        "{\"metadata\":{\"phone_number_id\":\"1\"},\"groups\":[{\"timestamp\":\"1795176000\","
            + "\"group_id\":\"Y2\",\"type\":\"group_create\"},{\"timestamp\":\"1795176001\","
            + "\"group_id\":\"Y3\",\"type\":\"group_delete\",\"errors\":[{\"code\":1}]},7]}";

    List<ChannelEvent> events = events(body(1, change("group_lifecycle_update", value)));

    assertThat(events).hasSize(3);
    assertThat(((AccountNotice) events.get(0)).summary())
        .isEqualTo("A group reports group_create.");
    assertThat(events.get(1).at()).isEqualTo(AT.plusSeconds(1));
    assertThat(((AccountNotice) events.get(1)).summary())
        .isEqualTo("A group reports group_delete; it did not work as a whole.");
    assertThat(events.get(2)).isInstanceOf(Unrecognized.class);
  }

  @Test
  void errorsThatConcernNoMessageAreToldWithTheirRemedy() {
    String value =
        "{\"metadata\":{\"phone_number_id\":\"1\"},\"errors\":[{\"code\":130429,\"title\":"
            + "\"Rate limit hit\",\"error_data\":{\"details\":\"Too many\"}},{}]}";

    List<ChannelEvent> events = events(body(1795176000, change("messages", value)));

    assertThat(events).hasSize(2);
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            AccountNotice.class,
            notice -> {
              assertThat(notice.subject()).isEqualTo("errors");
              assertThat(notice.summary())
                  .startsWith("RATE_LIMITED 130429: Rate limit hit (Too many) - ");
              assertThat(notice.details()).containsEntry("code", "130429");
            });
    assertThat(events.get(1)).isInstanceOf(Unrecognized.class);
  }

  /** Each line of its {@code errors} was an event of its own that nothing could read. */
  @Test
  void aFlowWithErrorsIsOneNotice() {
    String value =
        "{\"event\":\"CLIENT_ERROR_RATE\",\"flow_id\":\"6627\",\"message\":\"Error rate above 10"
            + " %\","
            + "\"error_rate\":14.28,\"threshold\":10,\"alert_state\":\"ACTIVATED\",\"errors\":["
            + "{\"error_type\":\"INVALID_SCREEN_TRANSITION\",\"error_rate\":66.66,\"error_count\":2},"
            + "{\"error_type\":\"PUBLIC_KEY_MISSING\",\"error_rate\":33.33,\"error_count\":1}]}";

    assertThat(events(body(1795176000, change("flows", value))))
        .singleElement()
        .isInstanceOfSatisfying(
            AccountNotice.class,
            notice -> {
              assertThat(notice.summary())
                  .isEqualTo("Flow 6627 reports CLIENT_ERROR_RATE: Error rate above 10 %");
              assertThat(notice.raw()).contains("PUBLIC_KEY_MISSING");
            });
  }

  @Nested
  class Keys {
    private static String key(long time, String event) {
      return events(
              body(
                  time,
                  change(
                      "message_template_status_update",
                      "{\"event\":\"" + event + "\",\"message_template_id\":1}")))
          .get(0)
          .key();
    }

    @Test
    void sameEventHasTheSameKey() {
      assertThat(key(1795176000, "PAUSED")).isEqualTo(key(1795176000, "PAUSED"));
    }

    @Test
    void sameWordsAtAnotherTimeAreAnotherEvent() {
      assertThat(key(1795176000, "PAUSED"))
          .isNotEqualTo(key(1795176001, "PAUSED"))
          .isNotEqualTo(key(1795176000, "APPROVED"));
    }
  }

  @Nested
  class Preferences {
    private static String preference(String value, String timestamp) {
      return "{\"wa_id\":\"14155551234\",\"user_id\":\"US.1a2b\",\"detail\":\"User requested\","
          + "\"category\":\"marketing_messages\",\"value\":\""
          + value
          + "\",\"timestamp\":"
          + timestamp
          + "}";
    }

    private static List<ChannelEvent> preferences(String... preferences) {
      return events(
          body(
              1,
              change(
                  "user_preferences",
                  "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\"1\"},"
                      + "\"contacts\":[{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"14155551234\"}],"
                      + "\"user_preferences\":["
                      + String.join(",", preferences)
                      + "]}")));
    }

    @Test
    void stopAndResumeConcernMarketing() {
      String stop = preference("stop", "1795176000");
      List<ChannelEvent> events = preferences(stop, preference("resume", "1795176060"));

      assertThat(events.get(0))
          .isEqualTo(
              new PreferenceChange(
                  events.get(0).key(),
                  AT,
                  stop,
                  List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")),
                  Purpose.MARKETING,
                  false));
      assertThat(((PreferenceChange) events.get(1)).allowed()).isTrue();
      assertThat(events.get(1).at()).isEqualTo(AT.plusSeconds(60));
    }

    @Test
    void signupAllowsMarketing() {
      assertThat(preferences(preference("signup", "1795176000")))
          .singleElement()
          .isInstanceOfSatisfying(
              PreferenceChange.class,
              change -> {
                assertThat(change.allowed()).isTrue();
                assertThat(change.purpose()).isEqualTo(Purpose.MARKETING);
                assertThat(change.person())
                    .containsExactly(new PhoneNumber("14155551234"), new UserId("US.1a2b"));
              });
    }

    @Test
    void keyTellsEventsApartAndShowsNobody() {
      String key = preferences(preference("stop", "1795176000")).get(0).key();

      assertThat(key).matches("user_preferences:[0-9a-f]{64}");
      assertThat(preferences(preference("stop", "1795176000")).get(0).key()).isEqualTo(key);
      assertThat(preferences(preference("stop", "1795176001")).get(0).key()).isNotEqualTo(key);
    }

    @Test
    void personWithAUserIdOnly() {
      assertThat(
              preferences(
                  "{\"user_id\":\"US.zz\",\"category\":\"marketing_messages\",\"value\":\"stop\"}"))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((PreferenceChange) event).person()).contains(new UserId("US.zz")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"wa_id\":\"14155551234\",\"category\":\"offers\",\"value\":\"stop\"}",
          "{\"wa_id\":\"14155551234\",\"category\":\"marketing_messages\",\"value\":\"maybe\"}",
          "7"
        })
    void anythingElseIsHandedOnAsItIs(String preference) {
      assertThat(preferences(preference, preference("stop", "1")))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Unrecognized", "PreferenceChange");
    }
  }
}
