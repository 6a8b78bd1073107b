/** Findings as Markdown, to be pasted into a pull request or an issue. */
@NullMarked
package io.orchestress.report.markdown;

import org.jspecify.annotations.NullMarked;
