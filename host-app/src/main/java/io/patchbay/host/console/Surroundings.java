package io.patchbay.host.console;

import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it; the tests' own in tests.
 *
 * @param out for results
 * @param err for progress, errors and notes
 * @param terminal whether {@code err} is a screen that a line can be redrawn on
 * @param environment looks up an environment variable; null when it is not set
 * @param interruption tells when the person wants it to end
 */
public record Surroundings(
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Function<String, @Nullable String> environment,
    Interruption interruption) {}
