package io.patchbay.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Graph API, whole.
 *
 * @param connection which TCP connection brought it, counted from 1
 * @param version {@code v25.0} and the like; empty until the path is read
 * @param objectId the number, account or media id that the path names; empty until the path is read
 * @param query the decoded query parameters; the first of each name
 * @param headers the first value of each header, names in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
record GraphRequest(
    String method,
    String path,
    long connection,
    String version,
    String objectId,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  GraphRequest naming(String aVersion, String anObjectId) {
    return new GraphRequest(method, path, connection, aVersion, anObjectId, query, headers, body);
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
