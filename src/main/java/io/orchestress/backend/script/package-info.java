/** Scripts: what the models and tools behind a target do, read from HOCON and checked. Start at {@link io.orchestress.backend.script.ScriptReader}. */
@NullMarked
package io.orchestress.backend.script;

import org.jspecify.annotations.NullMarked;
