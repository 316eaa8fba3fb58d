package io.patchbay.simulator;

import io.patchbay.simulator.Reaction.Answer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operation that a method and a path name, lets {@link Access} check the caller, and
 * words refusals.
 */
record GraphRoutes(List<Route> routes, Access access, Identifiers identifiers) {

  /**
   * One operation.
   *
   * @param tail what follows the object id in the path; empty when nothing does
   */
  record Route(String method, String tail, Endpoint endpoint) {}

  private static final Pattern PATH = Pattern.compile("/(v\\d+\\.\\d+)/([^/]+)((?:/[^/]+)?)/?");

  /**
   * Whether a path has the form of a send's, so that faults before the body can be given to sends
   * alone.
   */
  static boolean isSend(String method, String path) {
    Matcher matcher = PATH.matcher(path);
    return method.equals("POST") && matcher.matches() && matcher.group(3).equals("/messages");
  }

  Reaction handle(GraphRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw new Refusal(GraphErrors.unknownPath(request.path()));
    }
    access.check(request);
    for (Route route : routes) {
      if (route.method().equals(request.method()) && route.tail().equals(path.group(3))) {
        return route.endpoint().handle(request.naming(path.group(1), path.group(2)));
      }
    }
    throw new Refusal(GraphErrors.unknownPath(request.path()));
  }

  Answer refuse(GraphError error) {
    Answer answer = Answer.json(error.status(), error.answer(identifiers.trace()));
    return error.status() == 401
        ? answer.with("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\"")
        : answer;
  }
}
