/** SQL on SQLite and PostgreSQL. Not for hosts. */
@NullMarked
package io.patchbay.store.internal;

import org.jspecify.annotations.NullMarked;
