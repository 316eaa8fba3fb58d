package io.patchbay.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentConversationsTest extends ConversationWindowsContract {
  @Override
  protected ConversationWindows create() {
    return new RecentConversations();
  }

  @Test
  void whoWroteLeastRecentlyIsForgotten() {
    ConversationWindows few = new RecentConversations(1);
    few.heard(SENDER, List.of(ANN), AT);
    few.heard(SENDER, List.of(BOB), AT);
    assertThat(few.lastHeard(SENDER, List.of(ANN))).isEmpty();
    assertThat(few.lastHeard(SENDER, List.of(BOB))).contains(AT);
  }
}
