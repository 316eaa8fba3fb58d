/** A real PostgreSQL for tests, of this module and of others. */
@NullMarked
package io.patchbay.testsupport.postgres;

import org.jspecify.annotations.NullMarked;
