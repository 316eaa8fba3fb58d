/**
 * The demonstration: a simulator, a sample workspace and audience, and a check of what happened.
 */
@NullMarked
package io.patchbay.host.demo;

import org.jspecify.annotations.NullMarked;
