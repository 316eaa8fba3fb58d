package io.patchbay.simulator;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Graph API: whole, or, where the path is one of an upload, with its body still to
 * be read.
 *
 * @param connection which TCP connection brought it, counted from 1
 * @param origin scheme, host and port that clients use, for links in answers
 * @param version {@code v25.0} and the like; empty until the path is read
 * @param objectId the number, account or media id that the path names; empty until the path is read
 * @param child the second part of a path below an object; usually empty
 * @param query the decoded query parameters; the first of each name
 * @param headers the first value of each header, names in lower case
 * @param body empty for uploads
 * @param content what is left of the body: nothing but for uploads
 */
@SuppressWarnings("ArrayRecordComponent")
record GraphRequest(
    String method,
    String path,
    long connection,
    String origin,
    String version,
    String objectId,
    String child,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    InputStream content) {

  GraphRequest naming(String aVersion, String anObjectId, String aChild) {
    return new GraphRequest(
        method,
        path,
        connection,
        origin,
        aVersion,
        anObjectId,
        aChild,
        query,
        headers,
        body,
        content);
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /** The JSON object in the body. */
  MessageBody json() {
    return MessageBody.parse(header("content-type"), body);
  }

  /** A whole number among the query parameters; refused when it is none, or not in the range. */
  int number(String name, int otherwise, int most) {
    String value = query.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > most) {
      throw new Refusal(
          GraphErrors.badParameter("Param " + name + " must be an integer up to " + most + "."));
    }
    return Integer.parseInt(value);
  }
}
