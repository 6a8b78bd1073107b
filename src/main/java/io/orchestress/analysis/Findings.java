package io.orchestress.analysis;

import io.orchestress.record.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * All that a report shows of one run.
 *
 * @param record with phases, totals, verdict and issues filled in
 * @param agentTimeline empty when nothing was measured of agents
 * @param resourceTimeline empty when nothing was read of resources
 */
public record Findings(
        RunRecord record,
        Timeline timeline,
        HeatMap heatMap,
        List<Spectrum> spectra,
        Optional<AgentTimeline> agentTimeline,
        Optional<ResourceTimeline> resourceTimeline) {
    public Findings {
        spectra = List.copyOf(spectra);
    }
}
