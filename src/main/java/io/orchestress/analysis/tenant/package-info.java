/**
 * What one tenant gets while another sends: the same users in phases with that one and without it. Start at
 * {@link io.orchestress.analysis.tenant.Isolations}.
 */
@NullMarked
package io.orchestress.analysis.tenant;

import org.jspecify.annotations.NullMarked;
