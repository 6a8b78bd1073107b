package io.orchestress.analysis.gates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import io.orchestress.text.Units;
import io.orchestress.workload.kind.AdHocLoad;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a run must be like for a gate that lacked samples: so many times as long, and by which setting. A phase grows with the run.
 *
 * <p>Where {@code S} seconds brought {@code have} samples, {@code wanted} take {@code S × wanted ÷ have}; {@value #MARGIN} times that is
 * advised, for the next run will not bring them at quite this rate.
 */
final class MoreEvidence {
    private static final double MARGIN = 1.2;

    /** Longer than this nobody waits for one gate. */
    private static final double LONGEST_SECONDS = 24 * 3600;

    private final RunRecord run;
    private final double planSeconds;

    MoreEvidence(RunRecord run) {
        this.run = run;
        planSeconds =
                run.plan().stream().mapToDouble(PlannedPhase::endSeconds).max().orElse(0);
    }

    /**
     * The next step, a sentence.
     *
     * @param place with the most samples
     * @param have samples there
     * @param wanted samples that would do; infinite where no number would
     * @param noun of the samples, in the plural
     */
    Step samples(RunPart place, long have, double wanted, String noun) {
        if (isImported()) {
            return new Step(
                    wanted / Math.max(have, 1),
                    Double.isInfinite(wanted)
                            ? "Import a longer run."
                            : "Import a run with at least " + Format.count((long) Math.ceil(wanted)) + " " + noun
                                    + ".");
        }
        if (have == 0) {
            return new Step(
                    Double.POSITIVE_INFINITY,
                    place.total().filter(all -> all.count() > 0).isPresent()
                            ? "Find out why there are no " + noun + ", then repeat the run."
                            : "No request ended: check the target, then repeat the run or run longer.");
        }
        double times = MARGIN * wanted / have;
        double now = planSeconds > 0 ? planSeconds : place.seconds();
        double more = Format.roundedUp(Math.max(now + 1, now * times)) - now;
        if (!(more < LONGEST_SECONDS)) {
            return new Step(
                    times,
                    "More " + noun + " would not decide it within a day: improve the metric, or change the limit.");
        }
        return new Step(times, "Run at least " + Format.duration(more) + " longer" + by(times) + ".");
    }

    /**
     * What would decide a gate.
     *
     * @param times as long as this run
     */
    record Step(double times, String sentence) {}

    private boolean isImported() {
        return run.configuration().keySet().stream().anyMatch(key -> key.startsWith("import."));
    }

    /** The setting that makes the run so many times as long; empty where the record does not tell. */
    private String by(double times) {
        String key = "profiles." + run.profile() + ".max-duration";
        OptionalDouble unshrunk = unshrunkSeconds();
        double wanted = Format.roundedUp(planSeconds * times);
        if (run.workload().equals(AdHocLoad.WORKLOAD)) {
            return ": -Dduration=\"" + Units.render(Duration.ofSeconds((long) wanted)) + "\"";
        }
        if (planSeconds <= 0 || unshrunk.isEmpty() || !run.configuration().containsKey(key)) {
            return "";
        }
        return wanted <= unshrunk.getAsDouble()
                ? ": -Dorchestress." + key + "=\"" + Units.render(Duration.ofSeconds((long) wanted)) + "\""
                : ": lengthen the phases of orchestress.workloads." + run.workload()
                        + (planSeconds < 0.95 * unshrunk.getAsDouble() ? ", and raise orchestress." + key : "");
    }

    /** How long the workload lasts before a profile shortens it; empty where its phases are not in the record. */
    private OptionalDouble unshrunkSeconds() {
        String phases = run.configuration().get("workloads." + run.workload() + ".phases");
        if (phases == null) {
            return OptionalDouble.empty();
        }
        try {
            double seconds = 0;
            for (JsonNode phase : new ObjectMapper().readTree(phases)) {
                for (String part : new String[] {"ramp", "hold", "cooldown"}) {
                    if (phase.has(part)) {
                        seconds += Units.duration(phase.path(part).asText()).toMillis() / 1e3;
                    }
                }
            }
            return OptionalDouble.of(seconds);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
    }
}
