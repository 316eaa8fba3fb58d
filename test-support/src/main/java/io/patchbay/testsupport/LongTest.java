package io.patchbay.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test that takes too long for every build; the gate, {@code .ci/run}, runs it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "patchbay.test.long",
    matches = "true",
    disabledReason = "takes long: add -Dpatchbay.test.long=true to run it")
public @interface LongTest {}
