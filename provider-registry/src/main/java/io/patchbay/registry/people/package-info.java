/** What is remembered of the people we write to: who stopped us, who allowed us, who wrote when. */
@NullMarked
package io.patchbay.registry.people;

import org.jspecify.annotations.NullMarked;
