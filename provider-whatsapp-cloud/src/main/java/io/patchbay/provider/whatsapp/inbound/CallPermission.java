package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody answered whether we may call: Meta's {@code call_permission_reply}.
 *
 * <p>Immutable.
 *
 * @param granted whether we may
 * @param permanent whether without an end
 * @param until the end of a permission that has one
 * @param source {@code user_action} or {@code automatic}
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions">Call
 *     permissions</a>
 */
public record CallPermission(
    boolean granted, boolean permanent, @Nullable Instant until, @Nullable String source)
    implements InboundContent {}
