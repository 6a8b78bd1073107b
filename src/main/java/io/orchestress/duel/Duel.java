package io.orchestress.duel;

import io.orchestress.analysis.duel.DuelEvaluator;
import io.orchestress.analysis.duel.DuelMetric;
import io.orchestress.analysis.duel.Look;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs pairs, repeats void ones, looks, and ends as soon as it is decided. */
final class Duel {
    private static final double NANOS = 1e9;

    private final DuelEvaluator judge;
    private final Pairs pairs;
    private final TimeSource time;
    private final Listener listener;
    private final List<Pair> measured = new ArrayList<>();
    private final List<DuelRecord.Pair> fought = new ArrayList<>();
    private final List<DuelRecord.Look> looks = new ArrayList<>();
    private final DuelRecord opened;
    private final long begunNanos;

    /** Is told how it goes. */
    interface Listener {
        /** What is known by now, to be kept. */
        void is(DuelRecord duel) throws IOException;

        /** A line for whoever waits. */
        void said(String line);
    }

    /** @param opened without pairs */
    Duel(DuelRecord opened, DuelEvaluator judge, Pairs pairs, TimeSource time, Listener listener) {
        this.opened = opened;
        this.judge = judge;
        this.pairs = pairs;
        this.time = time;
        this.listener = listener;
        begunNanos = time.nanos();
    }

    /** Differences of the typical time, of the pairs that count. */
    List<Double> differences() {
        return measured.stream()
                .flatMap(pair -> pair.difference(DuelMetric.TYPICAL).stream().boxed())
                .toList();
    }

    /** @return with its outcome, also when it was interrupted or refused in the middle; the thread's interrupt is then taken back */
    DuelRecord fight() throws IOException {
        try {
            return fightOn();
        } catch (DuelRefusedException e) {
            return end(Outcome.NOT_RUN, e.why() + ".", "");
        } catch (InterruptedException e) {
            return end(Outcome.INTERRUPTED, "Interrupted after " + DuelWords.pairs(measured.size()) + ".", "");
        }
    }

    private DuelRecord fightOn() throws DuelRefusedException, IOException, InterruptedException {
        int voids = 0;
        int attempt = 1;
        while (true) {
            int number = measured.size() + 1;
            boolean baselineFirst = number % 2 == 1;
            Pairs.Fought pair = pairs.run(number, attempt, baselineFirst);
            fought.add(record(number, baselineFirst, pair));
            if (pair.disturbed().isPresent()) {
                String why = pair.disturbed().get();
                voids++;
                attempt++;
                listener.said("pair " + number + " is void: " + why);
                if (voids > opened.limits().mostVoid()) {
                    return end(
                            Outcome.UNDECIDED,
                            "The machine was disturbed: " + DuelWords.pairs(voids) + " of " + fought.size()
                                    + " were void, the last because " + why + ".",
                            "Repeat the duel on a quieter machine (docs/duel.md lists what disturbs a run).");
                }
                listener.is(running());
                continue;
            }
            attempt = 1;
            measured.add(pair.measured().orElseThrow());
            Optional<DuelRecord> decided = look();
            if (decided.isPresent()) {
                return decided.get();
            }
            listener.is(running());
        }
    }

    private Optional<DuelRecord> look() throws IOException {
        String line = DuelWords.pair(measured.size(), measured.get(measured.size() - 1));
        if (!judge.limits().looks().isLook(measured.size())) {
            listener.said(line);
            return Optional.empty();
        }
        Look look = judge.at(measured);
        looks.add(record(look));
        DuelRecord.Look told = looks.get(looks.size() - 1);
        if (look.decision() != Look.Decision.UNDECIDED) {
            listener.said(line);
            return Optional.of(end(told.outcome(), DuelWords.reason(told), ""));
        }
        int most = judge.limits().looks().most();
        Forecast forecast = new Forecast(judge.decidedAt(measured), measured.size(), elapsedSeconds(), fought.size());
        if (measured.size() == most) {
            listener.said(line);
            return Optional.of(end(
                    Outcome.UNDECIDED,
                    DuelWords.reason(told),
                    DuelWords.next(forecast, opened.atOnce(), opened.lengthSeconds())));
        }
        listener.said(line + "; " + DuelWords.soFar(told, forecast, most));
        return Optional.empty();
    }

    /** Forecasts from what it took until now. */
    record Forecast(java.util.OptionalInt decidedAt, int pairs, double elapsedSeconds, int fought) {
        /** @return minutes that so many more pairs take */
        double minutes(int more) {
            return more * elapsedSeconds / fought / 60;
        }
    }

    private double elapsedSeconds() {
        return (time.nanos() - begunNanos) / NANOS;
    }

    private DuelRecord running() {
        return with(Outcome.RUNNING, "", "");
    }

    private DuelRecord end(Outcome outcome, String reason, String next) throws IOException {
        DuelRecord ended = with(outcome, reason, next);
        listener.is(ended);
        return ended;
    }

    private DuelRecord with(Outcome outcome, String reason, String next) {
        return new DuelRecord(
                opened.schemaVersion(),
                opened.toolVersion(),
                opened.duelId(),
                opened.simulation(),
                opened.profile(),
                opened.load(),
                opened.startedAt(),
                outcome == Outcome.RUNNING ? null : time.now(),
                elapsedSeconds(),
                opened.baseline(),
                opened.candidate(),
                opened.areEqual(),
                opened.atOnce(),
                opened.lengthSeconds(),
                opened.seed(),
                opened.limits(),
                opened.noise(),
                fought,
                looks,
                outcome,
                reason,
                next);
    }

    private static DuelRecord.Pair record(int number, boolean baselineFirst, Pairs.Fought pair) {
        Map<String, DuelRecord.Shares> shares = new TreeMap<>();
        @Nullable Double before = null;
        @Nullable Double after = null;
        if (pair.measured().isPresent()) {
            Pair measured = pair.measured().get();
            measured.shares()
                    .forEach((figure, both) -> shares.put(
                            figure.words(),
                            new DuelRecord.Shares(
                                    both.before().count(),
                                    both.before().of(),
                                    both.after().count(),
                                    both.after().of())));
            before = measured.times().map(Pair.Times::beforeMillis).orElse(null);
            after = measured.times().map(Pair.Times::afterMillis).orElse(null);
        }
        return new DuelRecord.Pair(
                number,
                baselineFirst,
                pair.baseline().orElse(null),
                pair.candidate().orElse(null),
                pair.disturbed().orElse(null),
                before,
                after,
                shares);
    }

    private DuelRecord.Look record(Look look) {
        return new DuelRecord.Look(
                look.pairs(),
                look.figures().stream().map(this::record).toList(),
                switch (look.decision()) {
                    case WORSE -> Outcome.WORSE;
                    case NOT_WORSE -> Outcome.NOT_WORSE;
                    case BETTER -> Outcome.BETTER;
                    case UNDECIDED -> Outcome.UNDECIDED;
                });
    }

    private DuelRecord.Figure record(Look.Located located) {
        boolean time = located.figure() == DuelMetric.TYPICAL;
        double tolerance = judge.limits().toleranceOf(located.figure());
        double value = located.location().value();
        return new DuelRecord.Figure(
                located.figure().words(),
                time ? Math.expm1(value) : value,
                time ? Math.expm1(located.from()) : located.from(),
                time ? Math.expm1(located.to()) : located.to(),
                time ? Math.expm1(tolerance) : tolerance,
                located.worse(),
                located.notWorse());
    }
}
