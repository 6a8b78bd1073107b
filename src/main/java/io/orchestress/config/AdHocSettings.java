package io.orchestress.config;

import io.orchestress.text.Units;
import io.orchestress.workload.kind.AdHocLoad;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code orchestress.ad-hoc}: a load in so many words, as other tools take it on their command line.
 *
 * @param given how it was asked for: the users, or the rate
 */
public record AdHocSettings(AdHocLoad load, Written given) {
    static final Duration LONGEST = Duration.ofDays(365);
    static final String SECTION = "ad-hoc";

    private static final String USERS = "users";
    private static final String RATE = "rate";
    private static final String DURATION = "duration";
    private static final String NONE = "none";
    private static final String AUTO = "auto";
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final int MOST = 1_000_000;
    private static final String VALID = "valid: users from 1 to 1,000,000, or a rate such as 50/s";

    /** A rate is of whole arrivals: it needs no pace to be one. */
    private static final Duration OF_A_RATE = Duration.ofSeconds(1);

    /** Empty: none is asked for. What cannot be driven is a problem. */
    static Optional<AdHocSettings> read(Section s) {
        boolean users = !s.text(USERS).equals(NONE);
        boolean rate = !s.text(RATE).equals(NONE);
        Duration duration = duration(s);
        if (users && rate) {
            s.problem(
                    RATE,
                    "is given beside " + s.origin(USERS) + " = " + s.text(USERS)
                            + ": the closed model holds a number of users, the open model a rate; valid: one of the two");
            return Optional.empty();
        }
        if (!users && !rate) {
            if (!s.text(DURATION).equals(AUTO)) {
                s.problem(
                        DURATION,
                        "is the time of an ad-hoc load, and there is none; " + VALID + " beside it,"
                                + " or without it the phases of the simulation");
            }
            return Optional.empty();
        }
        return users
                ? Optional.of(new AdHocSettings(
                        new AdHocLoad(LoadModel.CLOSED, s.integer(USERS, 1, MOST), duration), s.written(USERS)))
                : Optional.of(
                        new AdHocSettings(new AdHocLoad(LoadModel.OPEN, rate(s, duration), duration), s.written(RATE)));
    }

    private static Duration duration(Section s) {
        if (s.text(DURATION).equals(AUTO)) {
            return USUAL;
        }
        Duration duration = s.duration(DURATION, Duration.ofSeconds(1));
        if (duration.toMillis() % 1000 != 0) {
            s.problem(DURATION, "phases take whole seconds");
        }
        if (duration.compareTo(LONGEST) > 0) {
            s.problem(DURATION, "must be at most " + LONGEST.toDays() + " d");
        }
        return duration;
    }

    /** Arrivals per second. */
    private static double rate(Section s, Duration duration) {
        double perSecond;
        try {
            perSecond = Units.parse(s.text(RATE), Units.Kind.RATE, true).doubleValue();
        } catch (IllegalArgumentException e) {
            s.problem(RATE, String.valueOf(e.getMessage()));
            return 1;
        }
        if (!(perSecond > 0 && perSecond <= MOST)) {
            s.problem(RATE, "must be above 0/s, and at most 1000000/s");
            return 1;
        }
        if (perSecond * duration.toSeconds() < 1) {
            s.problem(
                    RATE,
                    "is less than one arrival in " + Units.render(duration)
                            + ", so that nothing may be sent; valid: a higher rate, or a longer duration");
        }
        return perSecond;
    }

    /** The load as a workload: exactly what was asked for, at once and to the end. */
    List<Settings.PhaseSettings> phases() {
        return List.of(new Settings.PhaseSettings(
                PhaseKind.STEADY.configName(),
                PhaseKind.STEADY,
                load.load(),
                Duration.ZERO,
                load.duration(),
                Duration.ZERO,
                false,
                false,
                Map.of()));
    }

    /** What was given for this run alone, and would be passed over: in a file it may be meant for others. */
    void contradictions(Section s, Settings.Load configured) {
        if (ShortForm.isGivenAlone(s.origin("model")) && configured.model() != load.model()) {
            s.problem(
                    "model",
                    "contradicts " + given.origin() + ", which is a load of the " + load.model() + " model; valid: "
                            + load.model() + ", or none");
        }
        if (ShortForm.isGivenAlone(s.origin("pace")) && load.model() == LoadModel.OPEN) {
            s.problem(
                    "pace",
                    "is of no use beside " + given.origin()
                            + ", which says how often users arrive; valid: one of the two");
        }
    }

    /** The same load settings in its model; with a rate, a user stands for an arrival per second. */
    Settings.Load in(Settings.Load configured) {
        return new Settings.Load(
                load.model(),
                load.model() == LoadModel.OPEN ? OF_A_RATE : configured.pace(),
                configured.arrivals(),
                configured.drain(),
                configured.maxUsers(),
                configured.seed());
    }

    /**
     * Whether it can take the place of a workload: a simulation that only sends load is measured under another one; what searches, sets controls, breaks
     * something or watches growth for hours would lose what it is for, and its name would stand beside a verdict on something else.
     *
     * @param phases of the workload
     */
    Optional<ConfigProblem> problemWith(String workload, List<Settings.PhaseSettings> phases) {
        String why = null;
        if (workload.equals(CapacitySettings.WORKLOAD)) {
            why = "it searches for the load itself (orchestress.capacity.from, .to and .max-duration)";
        } else if (phases.stream().anyMatch(phase -> phase.kind() == PhaseKind.FAULT)) {
            why = "its phases break the target and watch it recover";
        } else if (phases.stream().anyMatch(phase -> !phase.controls().isEmpty())) {
            why = "its phases set controls of the target";
        } else if (phases.stream().anyMatch(phase -> phase.kind() == PhaseKind.ENDURANCE)) {
            why = "it looks for growth between a warm-up and a cooldown";
        }
        return Optional.ofNullable(why)
                .map(reason -> given.problem("an ad-hoc load cannot replace workload '" + workload + "': " + reason
                        + "; valid: AdHocTest, or this simulation without users, rate and duration"));
    }

    /** Returns the sentence for the start of a run whose workload it replaces; empty: the simulation has none of its own. */
    public Optional<String> announcement(String workload) {
        return workload.equals(AdHocLoad.WORKLOAD)
                ? Optional.empty()
                : Optional.of("ad hoc: " + load.words() + " (" + given.origin()
                        + "), in place of the phases of workload '" + workload + "'");
    }

    /** A simulation that has no phases of its own was started without a load. */
    static ConfigProblem missing(String origin) {
        return new ConfigProblem(
                "orchestress." + SECTION,
                "",
                origin,
                "no load is given, and this simulation has no phases of its own; " + VALID
                        + ", by -Dusers or -Drate (--users or --rate of scripts/orchestress run), and a duration");
    }
}
