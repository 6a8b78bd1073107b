package io.orchestress.analysis;

import io.orchestress.record.RunRecord;
import io.orchestress.record.sample.RunSamples;
import java.util.List;
import java.util.Optional;

/**
 * All that a report shows of one run.
 *
 * @param record with phases, totals, verdict and issues filled in
 * @param agentTimeline empty when nothing was measured of agents
 * @param resourceTimeline empty when nothing was read of resources
 * @param samples single tasks and requests that were kept
 */
public record Findings(
        RunRecord record,
        Timeline timeline,
        HeatMap heatMap,
        List<Spectrum> spectra,
        Optional<AgentTimeline> agentTimeline,
        Optional<ResourceTimeline> resourceTimeline,
        RunSamples samples) {
    public Findings {
        spectra = List.copyOf(spectra);
    }

    /** Of a record without samples. */
    public Findings(
            RunRecord record,
            Timeline timeline,
            HeatMap heatMap,
            List<Spectrum> spectra,
            Optional<AgentTimeline> agentTimeline,
            Optional<ResourceTimeline> resourceTimeline) {
        this(record, timeline, heatMap, spectra, agentTimeline, resourceTimeline, RunSamples.NONE);
    }

    /** The same with samples. */
    public Findings with(RunSamples newSamples) {
        return new Findings(record, timeline, heatMap, spectra, agentTimeline, resourceTimeline, newSamples);
    }
}
