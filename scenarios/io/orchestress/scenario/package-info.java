/** What a virtual user does, protocol by protocol: no rates, no thresholds. */
package io.orchestress.scenario;
