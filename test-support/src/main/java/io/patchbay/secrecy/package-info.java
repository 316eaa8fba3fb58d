/** Looks at what a run of tests has shown. */
@org.jspecify.annotations.NullMarked
package io.patchbay.secrecy;
