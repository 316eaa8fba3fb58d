package com.example.small;

import io.patchbay.channel.Category;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.testkit.Account;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import io.patchbay.testkit.SmsProviderContract;
import io.patchbay.testkit.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PigeonContractTest extends SmsProviderContract {
  @Override
  public SmsProvider provider() {
    return new PigeonProvider();
  }

  @Override
  public Map<String, List<String>> settings(Account account) {
    return Map.of(
        "baseUrl", List.of(account.service().toString()),
        "key", List.of(account.secret()),
        "from", List.of("+" + account.digits(11)));
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
            text(200, "OK p4711"),
            "p4711",
            text(200, "OK"),
            List.of(
                new Refusal(text(401, "ERROR 10 Wrong key"), Category.AUTHENTICATION, "10"),
                new Refusal(text(400, "ERROR 20 No number"), Category.RECIPIENT_INVALID, "20")),
            new Refusal(text(400, "ERROR 999 Whatever"), Category.OTHER, "999"),
            text(429, "ERROR 30 Too fast")));
  }

  private static Answer text(int status, String body) {
    return Answer.of(status, "text/plain", body);
  }

  @Override
  public Optional<Webhooks> webhooks() {
    return Optional.empty();
  }
}
