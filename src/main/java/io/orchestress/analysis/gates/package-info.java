/**
 * Evaluates the release gates: rules against measured metrics, where too little evidence is never a pass.
 *
 * <p>Start with {@link io.orchestress.analysis.gates.Gates}; {@link io.orchestress.analysis.gates.RuleParser} reads a rule,
 * {@link io.orchestress.analysis.gates.GateEvaluator} evaluates it. docs/gates.md has the language. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.analysis.gates;

import org.jspecify.annotations.NullMarked;
