package io.patchbay.testkit.sample;

import io.patchbay.channel.spi.SmsProvider;
import java.util.Locale;

/** A provider for each fault: ServiceLoader wants a class. */
public final class FaultyProviders {
  private FaultyProviders() {}

  static SmsProvider of(Fault fault) throws ReflectiveOperationException {
    String name = className(fault);
    return Class.forName(name).asSubclass(SmsProvider.class).getConstructor().newInstance();
  }

  private static String className(Fault fault) {
    return switch (fault) {
      case NONE -> SampleProvider.class.getName();
      case S2_READS_THE_ENVIRONMENT -> "io.patchbay.testkit.faulty.environment.Environmental";
      case S5_READS_THE_SYSTEM_CLOCK -> "io.patchbay.testkit.faulty.time.Timely";
      default -> FaultyProviders.class.getName() + "$" + simpleName(fault);
    };
  }

  private static String simpleName(Fault fault) {
    StringBuilder name = new StringBuilder();
    for (String word : fault.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** D1. */
  public static final class D1NotRegistered extends SampleProvider {
    /** For ServiceLoader. */
    public D1NotRegistered() {
      super(Fault.D1_NOT_REGISTERED);
    }
  }

  /** D2. */
  public static final class D2StartsAThread extends SampleProvider {
    /** For ServiceLoader. */
    public D2StartsAThread() {
      super(Fault.D2_STARTS_A_THREAD);
    }
  }

  /** D3. */
  public static final class D3AnotherDescriptorEachTime extends SampleProvider {
    /** For ServiceLoader. */
    public D3AnotherDescriptorEachTime() {
      super(Fault.D3_ANOTHER_DESCRIPTOR_EACH_TIME);
    }
  }

  /** D4. */
  public static final class D4BorrowedId extends SampleProvider {
    /** For ServiceLoader. */
    public D4BorrowedId() {
      super(Fault.D4_BORROWED_ID);
    }
  }

  /** D5. */
  public static final class D5ListsWhatItDoesNotSend extends SampleProvider {
    /** For ServiceLoader. */
    public D5ListsWhatItDoesNotSend() {
      super(Fault.D5_LISTS_WHAT_IT_DOES_NOT_SEND);
    }
  }

  /** D6. */
  public static final class D6ContentWithoutPrefix extends SampleProvider {
    /** For ServiceLoader. */
    public D6ContentWithoutPrefix() {
      super(Fault.D6_CONTENT_WITHOUT_PREFIX);
    }
  }

  /** D6. */
  public static final class D6ContentLostWhenStored extends SampleProvider {
    /** For ServiceLoader. */
    public D6ContentLostWhenStored() {
      super(Fault.D6_CONTENT_LOST_WHEN_STORED);
    }
  }

  /** D7. */
  public static final class D7SecretAsText extends SampleProvider {
    /** For ServiceLoader. */
    public D7SecretAsText() {
      super(Fault.D7_SECRET_AS_TEXT);
    }
  }

  /** D8. */
  public static final class D8CutsLongReferences extends SampleProvider {
    /** For ServiceLoader. */
    public D8CutsLongReferences() {
      super(Fault.D8_CUTS_LONG_REFERENCES);
    }
  }

  /** D9. */
  public static final class D9PatternOfJavaAlone extends SampleProvider {
    /** For ServiceLoader. */
    public D9PatternOfJavaAlone() {
      super(Fault.D9_PATTERN_OF_JAVA_ALONE);
    }
  }

  /** S1. */
  public static final class S1KeepsTheAccountInAStatic extends SampleProvider {
    /** For ServiceLoader. */
    public S1KeepsTheAccountInAStatic() {
      super(Fault.S1_KEEPS_THE_ACCOUNT_IN_A_STATIC);
    }
  }

  /** S3. */
  public static final class S3QuotesTheSecret extends SampleProvider {
    /** For ServiceLoader. */
    public S3QuotesTheSecret() {
      super(Fault.S3_QUOTES_THE_SECRET);
    }
  }

  /** S4. */
  public static final class S4AsksWhileConnecting extends SampleProvider {
    /** For ServiceLoader. */
    public S4AsksWhileConnecting() {
      super(Fault.S4_ASKS_WHILE_CONNECTING);
    }
  }

  /** S6. */
  public static final class S6ShowsTheSecret extends SampleProvider {
    /** For ServiceLoader. */
    public S6ShowsTheSecret() {
      super(Fault.S6_SHOWS_THE_SECRET);
    }
  }

  /** S6. */
  public static final class S6LogsTheText extends SampleProvider {
    /** For ServiceLoader. */
    public S6LogsTheText() {
      super(Fault.S6_LOGS_THE_TEXT);
    }
  }

  /** S7. */
  public static final class S7LowerCaseOfTheLocale extends SampleProvider {
    /** For ServiceLoader. */
    public S7LowerCaseOfTheLocale() {
      super(Fault.S7_LOWER_CASE_OF_THE_LOCALE);
    }
  }

  /** N1. */
  public static final class N1NotThreadSafe extends SampleProvider {
    /** For ServiceLoader. */
    public N1NotThreadSafe() {
      super(Fault.N1_NOT_THREAD_SAFE);
    }
  }

  /** N2. */
  public static final class N2Throws extends SampleProvider {
    /** For ServiceLoader. */
    public N2Throws() {
      super(Fault.N2_THROWS);
    }
  }

  /** N3. */
  public static final class N3TriesAgain extends SampleProvider {
    /** For ServiceLoader. */
    public N3TriesAgain() {
      super(Fault.N3_TRIES_AGAIN);
    }
  }

  /** N3. */
  public static final class N3FollowsRedirects extends SampleProvider {
    /** For ServiceLoader. */
    public N3FollowsRedirects() {
      super(Fault.N3_FOLLOWS_REDIRECTS);
    }
  }

  /** N4. */
  public static final class N4OwnTimeOut extends SampleProvider {
    /** For ServiceLoader. */
    public N4OwnTimeOut() {
      super(Fault.N4_OWN_TIME_OUT);
    }
  }

  /** N5. */
  public static final class N5InventsIds extends SampleProvider {
    /** For ServiceLoader. */
    public N5InventsIds() {
      super(Fault.N5_INVENTS_IDS);
    }
  }

  /** N6. */
  public static final class N6DoubtsRefusals extends SampleProvider {
    /** For ServiceLoader. */
    public N6DoubtsRefusals() {
      super(Fault.N6_DOUBTS_REFUSALS);
    }
  }

  /** N7. */
  public static final class N7BelievesErrorPages extends SampleProvider {
    /** For ServiceLoader. */
    public N7BelievesErrorPages() {
      super(Fault.N7_BELIEVES_ERROR_PAGES);
    }
  }

  /** N7. */
  public static final class N7TimeOutIsARefusal extends SampleProvider {
    /** For ServiceLoader. */
    public N7TimeOutIsARefusal() {
      super(Fault.N7_TIME_OUT_IS_A_REFUSAL);
    }
  }

  /** N8. */
  public static final class N8DropsUnknownCodes extends SampleProvider {
    /** For ServiceLoader. */
    public N8DropsUnknownCodes() {
      super(Fault.N8_DROPS_UNKNOWN_CODES);
    }
  }

  /** N9. */
  public static final class N9GivesUpWhenThrottled extends SampleProvider {
    /** For ServiceLoader. */
    public N9GivesUpWhenThrottled() {
      super(Fault.N9_GIVES_UP_WHEN_THROTTLED);
    }
  }

  /** N10. */
  public static final class N10RemedyInFragments extends SampleProvider {
    /** For ServiceLoader. */
    public N10RemedyInFragments() {
      super(Fault.N10_REMEDY_IN_FRAGMENTS);
    }
  }

  /** N11. */
  public static final class N11IgnoresTheSender extends SampleProvider {
    /** For ServiceLoader. */
    public N11IgnoresTheSender() {
      super(Fault.N11_IGNORES_THE_SENDER);
    }
  }

  /** N12. */
  public static final class N12LosesTheReference extends SampleProvider {
    /** For ServiceLoader. */
    public N12LosesTheReference() {
      super(Fault.N12_LOSES_THE_REFERENCE);
    }
  }

  /** N13. */
  public static final class N13SendsWhatItDoesNotList extends SampleProvider {
    /** For ServiceLoader. */
    public N13SendsWhatItDoesNotList() {
      super(Fault.N13_SENDS_WHAT_IT_DOES_NOT_LIST);
    }
  }

  /** N14. */
  public static final class N14IgnoresTheNewSpelling extends SampleProvider {
    /** For ServiceLoader. */
    public N14IgnoresTheNewSpelling() {
      super(Fault.N14_IGNORES_THE_NEW_SPELLING);
    }
  }

  /** E1. */
  public static final class E1AsksForTheSender extends SampleProvider {
    /** For ServiceLoader. */
    public E1AsksForTheSender() {
      super(Fault.E1_ASKS_FOR_THE_SENDER);
    }
  }

  /** E2. */
  public static final class E2KeyOfTheMoment extends SampleProvider {
    /** For ServiceLoader. */
    public E2KeyOfTheMoment() {
      super(Fault.E2_KEY_OF_THE_MOMENT);
    }
  }

  /** E3. */
  public static final class E3OffersLess extends SampleProvider {
    /** For ServiceLoader. */
    public E3OffersLess() {
      super(Fault.E3_OFFERS_LESS);
    }
  }

  /** E4. */
  public static final class E4SendsAfterTheEnd extends SampleProvider {
    /** For ServiceLoader. */
    public E4SendsAfterTheEnd() {
      super(Fault.E4_SENDS_AFTER_THE_END);
    }
  }

  /** E5. */
  public static final class E5ThrowsWhenIll extends SampleProvider {
    /** For ServiceLoader. */
    public E5ThrowsWhenIll() {
      super(Fault.E5_THROWS_WHEN_ILL);
    }
  }

  /** E6. */
  public static final class E6LeavesAThread extends SampleProvider {
    /** For ServiceLoader. */
    public E6LeavesAThread() {
      super(Fault.E6_LEAVES_A_THREAD);
    }
  }

  /** W1. */
  public static final class W1BelievesTheUnsigned extends SampleProvider {
    /** For ServiceLoader. */
    public W1BelievesTheUnsigned() {
      super(Fault.W1_BELIEVES_THE_UNSIGNED);
    }
  }

  /** W1. */
  public static final class W1BelievesAnySignature extends SampleProvider {
    /** For ServiceLoader. */
    public W1BelievesAnySignature() {
      super(Fault.W1_BELIEVES_ANY_SIGNATURE);
    }
  }

  /** W2. */
  public static final class W2BelievesWithoutSecret extends SampleProvider {
    /** For ServiceLoader. */
    public W2BelievesWithoutSecret() {
      super(Fault.W2_BELIEVES_WITHOUT_SECRET);
    }
  }

  /** W3. */
  public static final class W3ThrowsAtGarbage extends SampleProvider {
    /** For ServiceLoader. */
    public W3ThrowsAtGarbage() {
      super(Fault.W3_THROWS_AT_GARBAGE);
    }
  }

  /** W4. */
  public static final class W4DropsTheUnreadable extends SampleProvider {
    /** For ServiceLoader. */
    public W4DropsTheUnreadable() {
      super(Fault.W4_DROPS_THE_UNREADABLE);
    }
  }

  /** W5. */
  public static final class W5KeyOfTheMoment extends SampleProvider {
    /** For ServiceLoader. */
    public W5KeyOfTheMoment() {
      super(Fault.W5_KEY_OF_THE_MOMENT);
    }
  }

  /** W6. */
  public static final class W6ThrowsNewWordsAway extends SampleProvider {
    /** For ServiceLoader. */
    public W6ThrowsNewWordsAway() {
      super(Fault.W6_THROWS_NEW_WORDS_AWAY);
    }
  }

  /** W7. */
  public static final class W7SubmittedIsDelivered extends SampleProvider {
    /** For ServiceLoader. */
    public W7SubmittedIsDelivered() {
      super(Fault.W7_SUBMITTED_IS_DELIVERED);
    }
  }
}
