/** What a duel has to say, as a page and as text of a pull request; JUnit XML and SARIF of it are in {@code report.ci}. */
@NullMarked
package io.orchestress.report.duel;

import org.jspecify.annotations.NullMarked;
