/** The release gate: targets against measured figures, where too little evidence is never a pass. */
@NullMarked
package io.orchestress.analysis.gates;

import org.jspecify.annotations.NullMarked;
