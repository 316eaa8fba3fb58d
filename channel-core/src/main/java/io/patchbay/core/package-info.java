/**
 * What hosts see of sending and receiving beside {@code SmsChannel}: guards, and how addresses are
 * read.
 */
@NullMarked
package io.patchbay.core;

import org.jspecify.annotations.NullMarked;
