/** The provider of docs/writing-a-provider.md, as a stranger would build and use it. */
@org.jspecify.annotations.NullMarked
package io.patchbay.integration.example;
