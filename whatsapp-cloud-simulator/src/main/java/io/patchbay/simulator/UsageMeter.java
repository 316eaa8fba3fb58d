package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The calls of an account: refuses as many as a test has asked for, and tells the usage in the
 * header that answers about accounts carry. Thread-safe; {@code lock} guards the order to refuse.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/overview/rate-limiting">Rate
 *     limits</a>
 */
final class UsageMeter {
  static final String HEADER = "X-Business-Use-Case-Usage";
  private static final Duration USUAL_WAIT = Duration.ofMinutes(5);

  private final Object lock = new Object();
  private final String accountId;
  private int toRefuse;
  private Duration regain = USUAL_WAIT;

  UsageMeter(String accountId) {
    this.accountId = accountId;
  }

  void refuseNext(int calls, Duration wait) {
    synchronized (lock) {
      toRefuse = calls;
      regain = wait;
    }
  }

  /** Lets a call happen, unless it manages the account and is to be refused. */
  Reaction meter(String permission, Supplier<Reaction> call) {
    if (!permission.equals(Access.MANAGEMENT)) {
      return call.get();
    }
    if (takeRefusal()) {
      throw new Refusal(GraphErrors.ACCOUNT_LIMITED);
    }
    Reaction reaction = call.get();
    return reaction instanceof Answer answer ? onto(answer, false) : reaction;
  }

  private boolean takeRefusal() {
    synchronized (lock) {
      if (toRefuse == 0) {
        return false;
      }
      toRefuse--;
      return true;
    }
  }

  /** Adds the header: percentages of what may be used, and minutes until calls pass again. */
  Answer onto(Answer answer, boolean exhausted) {
    JsonObject use = new JsonObject();
    use.addProperty("type", "whatsapp");
    use.addProperty("call_count", exhausted ? 100 : 1);
    use.addProperty("total_cputime", exhausted ? 25 : 1);
    use.addProperty("total_time", exhausted ? 25 : 1);
    use.addProperty("estimated_time_to_regain_access", exhausted ? minutes() : 0);
    JsonArray uses = new JsonArray(1);
    uses.add(use);
    JsonObject accounts = new JsonObject();
    accounts.add(accountId, uses);
    return answer.with(HEADER, accounts.toString());
  }

  private long minutes() {
    synchronized (lock) {
      return Math.max(1, regain.plusSeconds(59).toMinutes());
    }
  }
}
