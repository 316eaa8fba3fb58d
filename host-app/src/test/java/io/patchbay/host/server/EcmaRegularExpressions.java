package io.patchbay.host.server;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/**
 * Compiles patterns as JavaScript validators do, with {@code new RegExp(pattern, "u")} in an
 * ECMAScript engine. Not thread-safe.
 */
final class EcmaRegularExpressions implements RegularExpressionFactory {
  private final Scriptable scope;
  private final Function compile;
  private final Function test;

  EcmaRegularExpressions() {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      scope = context.initSafeStandardObjects();
      compile = function(context, "function (p) { return new RegExp(p, 'u'); }");
      test = function(context, "function (r, value) { return r.test(value); }");
    }
  }

  private Function function(Context context, String source) {
    return context.compileFunction(scope, source, "patterns", 1, null);
  }

  /**
   * An expression of the engine.
   *
   * @throws org.mozilla.javascript.RhinoException when it does not compile
   */
  @Override
  public RegularExpression getRegularExpression(String pattern) {
    Object compiled = call(compile, pattern);
    return value -> Context.toBoolean(call(test, compiled, value));
  }

  private Object call(Function function, Object... arguments) {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      return function.call(context, scope, scope, arguments);
    }
  }
}
