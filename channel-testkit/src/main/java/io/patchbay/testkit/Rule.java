package io.patchbay.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rule of {@code docs/spec.md} that a test of the contract holds.
 *
 * <p>Immutable, as annotations are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
  /** The rule's number, for example {@code N3}. */
  String value();
}
