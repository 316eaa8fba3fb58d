/** What delivery keeps: one set of tables, in an SQLite file or in PostgreSQL. */
@NullMarked
package io.patchbay.delivery.store;

import org.jspecify.annotations.NullMarked;
