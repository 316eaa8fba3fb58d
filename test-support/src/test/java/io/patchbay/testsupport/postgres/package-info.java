@org.jspecify.annotations.NullMarked
package io.patchbay.testsupport.postgres;
