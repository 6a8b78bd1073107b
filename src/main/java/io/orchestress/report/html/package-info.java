/** One self-contained HTML file: no network, no script that is not ours, also when the target is hostile. */
@NullMarked
package io.orchestress.report.html;

import org.jspecify.annotations.NullMarked;
