package io.orchestress.analysis.gates;

import io.orchestress.analysis.gates.GateEvaluator.Decided;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a rule comes to by the worst of its places: outcome, why, and what would decide it where nothing did. */
final class Ruling {
    /** In the note of a gate that was neither kept nor broken. */
    static final String TOO_CLOSE = "too close to call";

    /** Next step where readings lack. */
    static final String IN_TIME = "Repeat the run where readings come in time: on a quiet machine, or longer.";

    private final GateRule rule;
    private final Candidate worst;
    private final double decided;
    private final List<String> notes = new ArrayList<>();
    private Outcome outcome;
    private String next = "";
    private OptionalDouble timesAsLong = OptionalDouble.empty();

    Ruling(GateRule rule, Decided deciding, MoreEvidence more) {
        this.rule = rule;
        this.worst = deciding.candidate();
        decided = deciding.judged().limit();
        outcome = deciding.judged().outcome();
        if (deciding.judged().standing() == LimitStatus.CLOSE) {
            double limit = deciding.judged().limit();
            notes.add(TOO_CLOSE);
            notes.add(worst.seen(limit, rule.relation()));
            MoreEvidence.Step step = more.samples(
                    worst.place(),
                    worst.reading().samples(),
                    worst.decisive(limit, rule.relation()),
                    worst.reading().noun());
            String remedy =
                    worst.reading().evidence().map(LimitEvidence::remedy).orElse("");
            next = remedy.isEmpty() ? step.sentence() : remedy;
            timesAsLong = remedy.isEmpty() ? OptionalDouble.of(step.times()) : OptionalDouble.empty();
        } else if (outcome == Outcome.INCONCLUSIVE) {
            next = "Set orchestress.load.pace, so that the offered load is known.";
        }
        notes.add(worst.note());
    }

    /** Of all places those with enough samples, and of these those whose samples say something of the limit. */
    void places(List<Candidate> all, int enough, int told) {
        if (told > 1) {
            notes.add(0, "worst of " + told);
        }
        if (enough < all.size()) {
            long needed = all.stream()
                    .filter(candidate -> !candidate.hasEnough())
                    .mapToLong(Candidate::needed)
                    .max()
                    .orElseThrow();
            notes.add((all.size() - enough) + " with fewer than " + needed + " "
                    + worst.reading().noun() + " not evaluated");
        }
        if (told < enough) {
            notes.add((enough - told) + " with fewer than "
                    + rule.figure().samplesToPass() + " " + worst.reading().noun()
                    + ", none over the limit, not evaluated");
        }
    }

    /** A place in which hardly anything succeeded passes no limit. */
    void onlyFailures(List<Candidate> enough) {
        Optional<Candidate> bad = enough.stream()
                .filter(candidate -> candidate.reading().good() < candidate.needed())
                .findFirst();
        if (outcome == Outcome.PASS
                && bad.isPresent()
                && bad.get().reading().noun().equals("recoveries")) {
            inconclusive(
                    "", "Hold the phase after the disturbance for longer, to see whether the target recovers in time.");
        } else if (outcome == Outcome.PASS && bad.isPresent()) {
            inconclusive(
                    where(rule, bad.get()) + " has only " + bad.get().reading().good() + " successful "
                            + bad.get().reading().noun() + ", " + bad.get().needed()
                            + " needed; failed requests do not count as fast ones",
                    "Find out why the others failed, then repeat the run.");
        }
    }

    void doubts(List<Candidate> enough) {
        Optional<Candidate> doubtful = enough.stream()
                .filter(candidate -> !candidate.reading().doubt().isEmpty())
                .findFirst();
        if (outcome == Outcome.PASS && doubtful.isPresent()) {
            inconclusive(
                    doubtful.get().reading().doubt(),
                    rule.figure() instanceof GaugeMetric
                            ? IN_TIME
                            : rule.figure().eachByItself()
                                    ? "Find out why it is served less, then repeat the run."
                                    : rule.figure().isOfBackend()
                                            ? "Repeat the run so that all that was left is seen."
                                            : "Run longer, with a recovery phase at the end of the workload.");
        }
    }

    /**
     * The injector did not keep up, or others had the machine: their waiting may be in the value.
     *
     * @param inRun in the run as a whole
     */
    void waiting(boolean inRun) {
        if (rule.figure().holdsInjectorsWaiting()
                && (inRun || worst.reading().strained())
                && (outcome == Outcome.FAIL || outcome == Outcome.WARN)
                && !worst.reading().breaksAnyway(decided, rule.relation())) {
            inconclusive(
                    Gates.WAITING, "Repeat the run on a quiet machine, or with a load that this machine can generate.");
        }
    }

    private void inconclusive(String why, String step) {
        outcome = Outcome.INCONCLUSIVE;
        notes.add(why);
        next = step;
        timesAsLong = OptionalDouble.empty();
    }

    /** Times as long as this run one must be that decides; empty where the gate is decided, or lacks more than samples. */
    OptionalDouble timesAsLong() {
        return outcome == Outcome.INCONCLUSIVE ? timesAsLong : OptionalDouble.empty();
    }

    Gate gate() {
        return gate(
                rule,
                outcome,
                worst.reading().value(),
                worst.limit(),
                where(rule, worst),
                String.join("; ", notes.stream().filter(note -> !note.isEmpty()).toList()),
                worst.failLimit().isPresent() ? worst.failLimit().getAsDouble() : null,
                outcome == Outcome.INCONCLUSIVE ? next : "");
    }

    static Gate gate(
            GateRule rule,
            Outcome outcome,
            @Nullable Double actual,
            double limit,
            String where,
            String note,
            @Nullable Double failLimit,
            String next) {
        return new Gate(
                rule.name(),
                outcome,
                actual,
                limit,
                rule.unit(),
                note,
                new Verdict.Rule(rule.text(), rule.metric(), rule.relation().sign(), rule.level(), failLimit, where),
                next);
    }

    /** The request and the phase of a place, in words. */
    static String where(GateRule rule, Candidate candidate) {
        String name = candidate.name().equals(SeriesKey.ALL_REQUESTS) ? "" : "'" + candidate.name() + "'";
        if (!candidate.place().tenant().isEmpty()) {
            name = "tenant '" + candidate.place().tenant() + "'";
        }
        String phase = candidate.place().isRun()
                ? rule.figure().inPhases() ? "run without warm-up" : ""
                : "phase '" + candidate.place().name() + "'";
        return name.isEmpty() || phase.isEmpty() ? name + phase : name + ", " + phase;
    }
}
