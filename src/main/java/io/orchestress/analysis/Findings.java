package io.orchestress.analysis;

import io.orchestress.run.RunRecord;
import java.util.List;

/**
 * All that a report shows of one run.
 *
 * @param record with phases, totals, verdict and issues filled in
 */
public record Findings(RunRecord record, Timeline timeline, HeatMap heatMap, List<Spectrum> spectra) {
    public Findings {
        spectra = List.copyOf(spectra);
    }
}
