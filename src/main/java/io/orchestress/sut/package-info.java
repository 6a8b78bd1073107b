/** What is tested: is it there, and the orchestrator that is started when nothing else is given. */
@NullMarked
package io.orchestress.sut;

import org.jspecify.annotations.NullMarked;
