package io.patchbay.simulator;

import io.patchbay.simulator.Reaction.Answer;

/** Words refusals as answers, with the headers that belong to them. */
record RefusalAnswers(UsageMeter usage, Identifiers identifiers) {

  Answer of(GraphError error) {
    Answer answer = Answer.json(error.status(), error.answer(identifiers.trace()));
    if (error.code() == GraphErrors.ACCOUNT_LIMITED.code()) {
      return usage.onto(answer, true);
    }
    return error.status() == 401
        ? answer.with("WWW-Authenticate", "OAuth \"Facebook Platform\" \"invalid_token\"")
        : answer;
  }
}
