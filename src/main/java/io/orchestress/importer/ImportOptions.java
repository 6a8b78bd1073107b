package io.orchestress.importer;

import io.orchestress.text.LatencyUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a run that its file does not tell and its owner knows.
 *
 * @param format of the file; null: recognised by its content
 * @param name of the simulation; null: as in the file, or the file's own name
 * @param profile of the record: it decides about the throughput gate
 * @param unit of the values of an interval log; null: as the log says
 * @param ratePerSec requests a second that the plan offered (an open model); null: unknown
 * @param phases one after the other from the start of the load; empty: as in the file, or one steady phase
 */
public record ImportOptions(
        @Nullable ImportFormat format,
        @Nullable String name,
        String profile,
        @Nullable LatencyUnit unit,
        @Nullable Double ratePerSec,
        List<PhaseOption> phases) {

    public ImportOptions {
        phases = List.copyOf(phases);
        if (ratePerSec != null && !(ratePerSec > 0 && Double.isFinite(ratePerSec))) {
            throw new IllegalArgumentException("a rate of " + ratePerSec + " a second; valid: above 0");
        }
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).length() == null && i < phases.size() - 1) {
                throw new IllegalArgumentException("phase '" + phases.get(i).name()
                        + "' has no length; valid: only the last phase may be without, it lasts to the end of the run");
            }
        }
        if (phases.stream().map(PhaseOption::name).distinct().count() < phases.size()) {
            throw new IllegalArgumentException(
                    "two phases have one name; valid: NAME=KIND:LENGTH with different names");
        }
    }
}
