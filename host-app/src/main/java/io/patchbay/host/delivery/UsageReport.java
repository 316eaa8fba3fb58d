package io.patchbay.host.delivery;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.channel.spi.Sender;
import io.patchbay.delivery.store.Usage;
import io.patchbay.delivery.store.Usage.Charged;
import io.patchbay.delivery.store.Usage.People;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of the limits of accounts is used, and what was charged, for a person or a machine.
 *
 * <p>Immutable.
 *
 * @param database where the queue is
 * @param workspace the one that is asked for; null for all
 * @param usage what was counted
 */
public record UsageReport(String database, @Nullable String workspace, Usage usage) {
  private static final double PERCENT = 100;

  /** Whether an account has come near its limit. */
  public boolean warns() {
    return accounts().stream().anyMatch(People::warns);
  }

  /** Those that the workspace has used. */
  private List<People> accounts() {
    Set<String> used = usage.prices().stream().map(Charged::sender).collect(Collectors.toSet());
    return usage.accounts().stream()
        .filter(
            account ->
                workspace == null
                    || account.ofWorkspace() > 0
                    || senders(account).stream().anyMatch(one -> used.contains(one.key())))
        .toList();
  }

  private List<People> senders(People account) {
    return usage.senders().stream().filter(one -> one.account().equals(account.key())).toList();
  }

  /** For a person. */
  public String text() {
    if (accounts().isEmpty()) {
      return "Nothing was sent in the last 24 hours"
          + (workspace == null ? "" : " by workspace " + workspace)
          + ".\n"
          + nothingSent();
    }
    StringBuilder text =
        new StringBuilder("People written to since ")
            .append(MessageStory.time(usage.since()))
            .append(" who had not written in the time that allows an answer:\n");
    Table table = new Table("  ");
    accounts().forEach(account -> rows(table, account));
    text.append(table.render());
    text.append("Messages accepted since then")
        .append(workspace == null ? "" : " from workspace " + workspace)
        .append(", by what their statuses say of the price:\n");
    Table prices = new Table("  ");
    for (Charged one : usage.prices()) {
      prices.row(
          Masking.numbersIn(one.sender()),
          one.category() == null ? "not told" : one.category(),
          Wording.number(one.messages()),
          one.billable() == null ? "" : one.billable() ? "charged" : "free");
    }
    return text.append(prices.render()).append(nothingSent()).append(warnings()).toString();
  }

  private String nothingSent() {
    if (usage.nothingSent().isEmpty()) {
      return "";
    }
    Table table = new Table("  ");
    for (Usage.NothingSent one : usage.nothingSent()) {
      table.row(Masking.numbersIn(one.sender()), Wording.number(one.messages()));
    }
    return "Messages that a stub took, which sends nothing; they count nowhere else:\n"
        + table.render();
  }

  private void rows(Table table, People account) {
    List<People> senders = senders(account);
    table.row(Masking.numbersIn(account.key()), Wording.number(account.outside()), of(account));
    if (workspace != null) {
      table.row("", Wording.number(account.ofWorkspace()), "of them by workspace " + workspace);
    }
    if (senders.size() > 1) {
      for (People sender : senders) {
        table.row(
            "  " + Masking.numbersIn(sender.key()), Wording.number(sender.outside()), "of them");
      }
    }
    if (account.unknown() > 0) {
      table.row(
          "",
          Wording.number(account.unknown()),
          "of them because it is not known when they last wrote");
    }
    if (account.inside() > 0) {
      table.row("", Wording.number(account.inside()), "more had written, and do not count");
    }
  }

  private static String of(People account) {
    if (account.limit() == null) {
      return account.limitSeen() == null
          ? "of a limit not known yet: 'patchbay serve' asks for it"
          : "of a limit that its provider does not tell";
    }
    String seen =
        account.limitSeen() == null ? "" : ", as of " + MessageStory.time(account.limitSeen());
    return account.limit() == Sender.UNLIMITED
        ? "of any number" + seen
        : String.format(
            Locale.ROOT,
            "of %,d a day (%.0f %%)%s",
            account.limit(),
            account.used().orElse(0) * PERCENT,
            seen);
  }

  private String warnings() {
    StringBuilder text = new StringBuilder();
    for (People account : accounts()) {
      if (account.warns()) {
        long left = Math.max(0, account.limit() == null ? 0 : account.limit() - account.outside());
        text.append("warning  ")
            .append(Masking.numbersIn(account.key()))
            .append(
                left == 0
                    ? " has reached its limit: its provider refuses"
                    : " may write to "
                        + Wording.number(left)
                        + (left == 1 ? " more person" : " more people")
                        + " today: beyond that its provider refuses")
            .append("\n         messages to people who have not written lately.\n")
            .append("         -> send the rest tomorrow, or through another account\n");
      }
    }
    return text.toString();
  }

  /** The same for machines. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("database", database);
    json.addProperty("since", usage.since().toString());
    JsonArray accounts = new JsonArray();
    for (People account : accounts()) {
      JsonObject one = people("account", account);
      JsonArray senders = new JsonArray();
      senders(account).forEach(sender -> senders.add(people("sender", sender)));
      one.add("senders", senders);
      accounts.add(one);
    }
    json.add("accounts", accounts);
    JsonArray prices = new JsonArray();
    for (Charged charged : usage.prices()) {
      JsonObject one = new JsonObject();
      one.addProperty("sender", Masking.numbersIn(charged.sender()));
      if (charged.category() != null) {
        one.addProperty("category", charged.category());
      }
      if (charged.billable() != null) {
        one.addProperty("billable", charged.billable());
      }
      one.addProperty("messages", charged.messages());
      prices.add(one);
    }
    json.add("prices", prices);
    JsonArray nothingSent = new JsonArray();
    for (Usage.NothingSent taken : usage.nothingSent()) {
      JsonObject one = new JsonObject();
      one.addProperty("sender", Masking.numbersIn(taken.sender()));
      one.addProperty("messages", taken.messages());
      nothingSent.add(one);
    }
    json.add("nothingSent", nothingSent);
    return json;
  }

  private JsonObject people(String kind, People people) {
    JsonObject one = new JsonObject();
    one.addProperty(kind, Masking.numbersIn(people.key()));
    one.addProperty("people", people.outside());
    one.addProperty("notKnown", people.unknown());
    one.addProperty("inConversation", people.inside());
    if (workspace != null) {
      one.addProperty("ofWorkspace", people.ofWorkspace());
    }
    if (kind.equals("account")) {
      if (people.limit() != null && people.limit() != Sender.UNLIMITED) {
        one.addProperty("limit", people.limit());
      }
      one.addProperty("unlimited", people.limit() != null && people.limit() == Sender.UNLIMITED);
      people.used().ifPresent(share -> one.addProperty("used", share));
      if (people.limitSeen() != null) {
        one.addProperty("limitSeen", people.limitSeen().toString());
      }
      one.addProperty("warning", people.warns());
    }
    return one;
  }
}
