@org.jspecify.annotations.NullMarked
package io.patchbay.support;
