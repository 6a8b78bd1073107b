package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.record.Capacity;
import io.orchestress.record.RecordReader;
import java.util.Optional;

/** The capacity that a record shows with the settings of today; nothing of the record is changed. */
public final class CapacityCheck {
    private CapacityCheck() {}

    /**
     * Empty where the record has no steps of load.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     */
    public static Optional<Capacity> of(RecordReader reader, Settings settings) {
        return Optional.ofNullable(Analysis.of(reader, settings.part(AnalysisSettings.class))
                        .record()
                        .planning())
                .flatMap(planning -> Optional.ofNullable(planning.capacity()));
    }
}
