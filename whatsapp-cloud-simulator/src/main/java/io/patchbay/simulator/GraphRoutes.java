package io.patchbay.simulator;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operation that a method and a path name, and lets {@link Access} check the caller.
 *
 * @param attachments serves the addresses that media look-ups give, which are outside the graph
 */
record GraphRoutes(List<Route> routes, Endpoint attachments, Access access, UsageMeter usage) {

  /**
   * One operation.
   *
   * @param object tells which ids in the path it is for
   * @param tail what follows the object id in the path; empty when nothing does; {@code /*} at its
   *     end stands for a child's id
   * @param permission what the token must be allowed to; {@link Access#NOTHING} for nothing
   */
  record Route(
      String method, Predicate<String> object, String tail, String permission, Endpoint endpoint) {

    boolean fits(String aMethod, String aTail) {
      return method.equals(aMethod) && tail.equals(aTail);
    }
  }

  private static final Pattern PATH =
      Pattern.compile("/(v\\d+\\.\\d+)/([^/]+)((?:/[^/]+)?)((?:/[^/]+)?)/?");
  private static final Pattern SEND =
      Pattern.compile("/v\\d+\\.\\d+/[^/]+/(messages|marketing_messages)/?");
  private static final Pattern UPLOAD =
      Pattern.compile("/v\\d+\\.\\d+/(upload:[^/]+|[^/]+/media)/?");

  /**
   * Whether a path has the form of a send's, so that faults before the body can be given to sends
   * alone.
   */
  static boolean isSend(String method, String path) {
    return method.equals("POST") && SEND.matcher(path).matches();
  }

  /** Whether the body may be too large to be read whole. */
  static boolean isUpload(String method, String path) {
    return method.equals("POST") && UPLOAD.matcher(path).matches();
  }

  Reaction handle(GraphRequest request) {
    if (request.path().startsWith(AttachmentEndpoint.PATH)) {
      access.checkToken(request);
      return attachments.handle(request);
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw new Refusal(GraphErrors.unknownPath(request.path()));
    }
    String id = path.group(2);
    String child = path.group(4).isEmpty() ? "" : path.group(4).substring(1);
    GraphRequest named = request.naming(path.group(1), id, child);
    access.check(named);
    String tail = child.isEmpty() ? path.group(3) : path.group(3) + "/*";
    boolean operation = false;
    for (Route route : routes) {
      if (route.fits(request.method(), tail)) {
        operation = true;
        if (route.object().test(id)) {
          access.checkPermission(route.permission());
          return usage.meter(route.permission(), () -> route.endpoint().handle(named));
        }
      }
    }
    throw new Refusal(
        operation
            ? GraphErrors.noSuchObject(request.method().toLowerCase(Locale.ROOT), id)
            : GraphErrors.unknownPath(request.path()));
  }
}
