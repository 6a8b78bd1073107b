/** A command for each task: how it is built, and how what it leaves behind is judged. */
@NullMarked
package io.orchestress.protocol.process;

import org.jspecify.annotations.NullMarked;
