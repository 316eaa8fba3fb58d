package io.patchbay.simulator;

import io.patchbay.simulator.Tally.Count;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what became of each send: in the list, in the counts and to whoever watches. */
record SendLedger(ReceivedLog log, Tally tally, Consumer<SimulatorEvent> events) {
  private static final Set<String> HEADERS_KEPT = Set.of("content-type", "user-agent", "accept");

  void accepted(Send send, String wamid, int status) {
    write(send, status, 0, wamid);
  }

  void refused(Send send, int status, int errorCode) {
    write(send, status, errorCode, null);
  }

  private void write(Send send, int status, int errorCode, @Nullable String wamid) {
    GraphRequest request = send.request();
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.keySet().retainAll(HEADERS_KEPT);
    String body = new String(request.body(), StandardCharsets.UTF_8);
    log.add(
        sequence ->
            new ReceivedMessage(
                sequence,
                send.at(),
                request.connection(),
                request.version(),
                send.number().phoneNumberId(),
                send.target().to(),
                send.target().userId(),
                send.type(),
                send.callbackData(),
                body,
                headers,
                status,
                errorCode,
                wamid));
    tally.add(Count.SENDS);
    tally.add(wamid == null ? Count.REFUSED : Count.ACCEPTED);
    events.accept(
        new SimulatorEvent.MessageHandled(
            send.at(),
            send.number().phoneNumberId(),
            Masked.address(send.target().address()),
            send.type(),
            status,
            errorCode,
            wamid));
  }
}
