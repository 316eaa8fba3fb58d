/**
 * Where state is kept. What hosts see of it: {@link StorageException}, the settings of PostgreSQL.
 */
@NullMarked
package io.patchbay.store;

import org.jspecify.annotations.NullMarked;
