package io.orchestress.importer;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.text.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The phases of an imported run: those that the user names, or the stages of the file where each begins after the last request of
 * the one before it has started, or one steady phase. The last one lasts to the end of the run.
 */
final class PhaseLayout {
    private final Map<String, Integer> byStage;
    private final List<PhaseOption> phases;
    private final double[] starts;
    private final double endSeconds;

    private PhaseLayout(List<PhaseOption> phases, double[] starts, double endSeconds, Map<String, Integer> byStage) {
        this.byStage = byStage;
        this.phases = phases;
        this.starts = starts;
        this.endSeconds = endSeconds;
    }

    /** @throws ImportException when a phase would begin after the end of the run */
    static PhaseLayout of(Path file, FirstPass survey, List<PhaseOption> given) {
        if (given.isEmpty()) {
            return ofStages(survey);
        }
        double[] starts = new double[given.size()];
        double end = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = end;
            Duration length = given.get(i).length();
            end += length == null ? 0 : length.toMillis() / 1000.0;
            if (starts[i] >= survey.seconds() && i > 0) {
                throw new ImportException(
                        file,
                        "ends after " + Format.of(survey.seconds(), "s") + ", before phase '"
                                + given.get(i).name() + "' begins",
                        "phases that begin within the run");
            }
        }
        return new PhaseLayout(given, starts, Math.max(end, survey.seconds()), Map.of());
    }

    private static PhaseLayout ofStages(FirstPass survey) {
        List<Map.Entry<String, FirstPass.Span>> stages =
                new ArrayList<>(survey.stages().entrySet());
        stages.sort(Comparator.comparingLong(stage -> stage.getValue().first()));
        boolean oneAfterTheOther = stages.size() > 1
                && stages.stream().noneMatch(stage -> stage.getKey().isBlank())
                && stages.stream()
                                .map(stage -> PhaseOption.stage(stage.getKey()).name())
                                .distinct()
                                .count()
                        == stages.size();
        for (int i = 1; i < stages.size(); i++) {
            oneAfterTheOther &= survey.stagesArePhases()
                    || stages.get(i).getValue().first()
                            > stages.get(i - 1).getValue().last();
        }
        if (!oneAfterTheOther) {
            return new PhaseLayout(List.of(PhaseOption.whole()), new double[1], survey.seconds(), Map.of());
        }
        double[] starts = new double[stages.size()];
        Map<String, Integer> byStage = new HashMap<>();
        List<PhaseOption> phases = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i == 0 ? 0 : Math.max((stages.get(i).getValue().first() - survey.zero()) / 1e6, starts[i - 1]);
            byStage.put(stages.get(i).getKey(), i);
            phases.add(PhaseOption.stage(stages.get(i).getKey()));
        }
        shareIntervals(starts, stages, survey.zero());
        return new PhaseLayout(phases, starts, survey.seconds(), byStage);
    }

    /** Of phases that begin in one interval nobody knows when: they share it evenly. */
    private static void shareIntervals(double[] starts, List<Map.Entry<String, FirstPass.Span>> stages, long zero) {
        for (int from = 0; from < starts.length; from++) {
            int to = from + 1;
            while (to < starts.length && starts[to] <= starts[from]) {
                to++;
            }
            double end = (stages.get(from).getValue().end() - zero) / 1e6;
            for (int i = from + 1; i < to; i++) {
                starts[i] = starts[from] + (end - starts[from]) * (i - from) / (to - from);
            }
            from = to - 1;
        }
    }

    /** Index of the phase that a stage of the file is; where stages are no phases, as {@link #phaseAt(double)}. */
    int phaseOf(String stage, double seconds) {
        return byStage.getOrDefault(stage, phaseAt(seconds));
    }

    /** Index of the phase in which a request started. */
    int phaseAt(double seconds) {
        int index = 0;
        while (index < starts.length - 1 && seconds >= starts[index + 1]) {
            index++;
        }
        return index;
    }

    String name(int phase) {
        return phases.get(phase).name();
    }

    /** Where a phase ends, in seconds since the load started. */
    double end(int phase) {
        return phase + 1 < starts.length ? starts[phase + 1] : endSeconds;
    }

    /**
     * The phases as a record has them.
     *
     * @param load of a phase, by its index
     */
    List<PlannedPhase> plan(LoadOfPhase load) {
        List<PlannedPhase> plan = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            PhaseOption phase = phases.get(i);
            plan.add(new PlannedPhase(
                    phase.name(), phase.kind(), phase.warmUp(), starts[i], end(i), load.target(i), load.mean(i)));
        }
        return plan;
    }

    /** Users or arrivals per second. */
    interface LoadOfPhase {
        double target(int phase);

        double mean(int phase);
    }
}
