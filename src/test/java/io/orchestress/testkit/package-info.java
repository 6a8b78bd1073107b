/** What tests build their worlds from. */
@NullMarked
package io.orchestress.testkit;

import org.jspecify.annotations.NullMarked;
