package io.patchbay.core.internal.send;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Content;
import io.patchbay.registry.routing.Route;

/**
 * One way to send a message.
 *
 * <p>Immutable.
 *
 * @param route the instance
 * @param content the content that it would carry
 */
public record Step(Route route, Content content) {
  /** Whether this attempt went this way. */
  boolean isThatOf(Attempt attempt) {
    return attempt.instance().equals(route.instance()) && attempt.content().equals(content);
  }
}
