/**
 * The rules for providers as tests that a provider's author inherits, and fakes for the tests of
 * hosts.
 */
@NullMarked
package io.patchbay.testkit;

import org.jspecify.annotations.NullMarked;
