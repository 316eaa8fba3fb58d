@NullMarked
package io.patchbay.provider.whatsapp;

import org.jspecify.annotations.NullMarked;
