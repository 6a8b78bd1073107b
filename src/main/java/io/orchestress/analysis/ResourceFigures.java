package io.orchestress.analysis;

import io.orchestress.record.RecordReader;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.ResourceResults.Watched;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.observe.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of resources, by phase and over time. A row belongs to the phase in which the middle of its second lies; what was read
 * after the last phase, while the last requests ended, is on the time line only.
 */
final class ResourceFigures {
    private final List<PlannedPhase> plan;
    private final List<ResourceSamples> phases = new ArrayList<>();
    private final ResourceSamples judged = new ResourceSamples();
    private final List<Watched> processes = new ArrayList<>();
    private final ResourceTimelineBuilder timeline;

    private ResourceFigures(List<PlannedPhase> plan, double runSeconds) {
        this.plan = plan;
        plan.forEach(phase -> phases.add(new ResourceSamples()));
        this.timeline = new ResourceTimelineBuilder(runSeconds);
    }

    /**
     * Reads the record's file.
     *
     * @param observers are shown every row
     * @throws io.orchestress.record.RecordException when it cannot be read, or names a figure that nobody knows
     */
    static ResourceFigures of(RecordReader reader, double runSeconds, List<Observer> observers) {
        ResourceFigures figures = new ResourceFigures(reader.run().plan(), runSeconds);
        reader.forEachResource(row -> {
            if (!ResourceName.isKnown(row.name())) {
                throw reader.contradiction(
                        RecordReader.RESOURCES_FILE, "unknown metric '" + row.name() + "'", ResourceName.known());
            }
            figures.add(row);
            observers.forEach(observer -> observer.resource(row));
        });
        return figures;
    }

    private void add(ResourceRow row) {
        if (row.name().equals(ResourceName.PID)) {
            processes.add(new Watched(row.subject(), Math.round(row.value())));
            return;
        }
        timeline.add(row);
        double middle = row.atSeconds() - 0.5;
        for (int i = 0; i < plan.size(); i++) {
            PlannedPhase phase = plan.get(i);
            if (middle >= phase.startSeconds() && middle < phase.endSeconds()) {
                phases.get(i).add(row);
                if (!phase.warmUp()) {
                    judged.add(row);
                }
            }
        }
    }

    /** Absent when nothing was read in any phase. */
    @Nullable
    ResourceResults results() {
        List<ResourceResult> results = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            if (!phases.get(i).isEmpty()) {
                results.add(phases.get(i).result(plan.get(i).name()));
            }
        }
        return results.isEmpty()
                ? null
                : new ResourceResults(processes, judged.result(ResourceResults.ALL_PHASES), results);
    }

    /** Empty when nothing was read. */
    Optional<ResourceTimeline> timeline() {
        return timeline.build();
    }
}
