package io.orchestress.analysis.recovery;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.BackendFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the control {@value #CONTROL} of a phase sets on the target, as far as its text can be understood: that of the embedded
 * orchestrator's {@code PUT /admin/faults}; and what the control {@value BackendFault#CONTROL} sets behind it. A text of another kind is a fault by that name, which lasts as long as the control is set.
 *
 * @param what in words
 * @param lastsSeconds from the start of the phase, where the fault ends by itself
 */
record InjectedFault(String what, OptionalDouble lastsSeconds) {
    static final String CONTROL = "fault";

    private static final String FREEZE = "freezeMillis";
    private static final String DEATH = "dieAfterMillis";
    private static final String LOST_SESSIONS = "loseSessions";
    private static final Set<String> ENDING = Set.of(FREEZE, DEATH, LOST_SESSIONS);
    private static final Set<String> NONE = Set.of("", "none", "off", "{}");
    private static final Set<String> NOTHING = Set.of("0", "0.0", "false", "null");
    private static final Pattern MEMBER = Pattern.compile("\"?([A-Za-z][A-Za-z0-9-]*)\"?\\s*[:=]\\s*\"?([^,}\"\\s]+)");

    /** Empty where the phase sets none, or heals. */
    static Optional<InjectedFault> of(PlannedPhase phase) {
        Optional<InjectedFault> own = ofTarget(phase);
        Optional<InjectedFault> behind = ofBackend(phase);
        if (own.isEmpty() || behind.isEmpty()) {
            return own.or(() -> behind);
        }
        boolean end =
                own.get().lastsSeconds.isPresent() && behind.get().lastsSeconds.isPresent();
        return Optional.of(new InjectedFault(
                own.get().what + ", " + behind.get().what,
                end
                        ? OptionalDouble.of(Math.max(
                                own.get().lastsSeconds.getAsDouble(),
                                behind.get().lastsSeconds.getAsDouble()))
                        : OptionalDouble.empty()));
    }

    /** Of the models and tools behind the target. */
    private static Optional<InjectedFault> ofBackend(PlannedPhase phase) {
        String text = phase.controls().getOrDefault(BackendFault.CONTROL, BackendFault.NONE);
        List<BackendFault> faults;
        try {
            faults = BackendFault.parse(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(new InjectedFault(text, OptionalDouble.empty())); // of a control of the user's own
        }
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        boolean end = faults.stream().allMatch(fault -> fault.ends().isPresent());
        return Optional.of(new InjectedFault(
                faults.stream().map(BackendFault::words).collect(Collectors.joining(", ")),
                end
                        ? faults.stream()
                                .mapToDouble(fault -> fault.lasts().toNanos() / 1e9)
                                .max()
                        : OptionalDouble.empty()));
    }

    private static Optional<InjectedFault> ofTarget(PlannedPhase phase) {
        String text = phase.controls().getOrDefault(CONTROL, "").strip();
        if (NONE.contains(text.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))) {
            return Optional.empty();
        }
        Map<String, String> all = new LinkedHashMap<>();
        Matcher members = MEMBER.matcher(text);
        while (members.find()) {
            all.put(members.group(1), members.group(2));
        }
        if (all.isEmpty()) {
            return Optional.of(new InjectedFault(text, OptionalDouble.empty()));
        }
        all.values().removeIf(NOTHING::contains);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new InjectedFault(
                        all.entrySet().stream()
                                .map(member -> words(member.getKey(), member.getValue()))
                                .collect(Collectors.joining(", ")),
                        lasts(all)));
    }

    /**
     * A freeze ends by itself; lost sessions are lost at once; a death is over when it has happened, for to be started again is part of
     * coming back. Anything else lasts until it is taken back.
     */
    private static OptionalDouble lasts(Map<String, String> members) {
        return ENDING.containsAll(members.keySet())
                ? members.entrySet().stream()
                        .filter(member -> !member.getKey().equals(LOST_SESSIONS))
                        .map(member -> number(member.getValue()))
                        .reduce(OptionalDouble.of(0), InjectedFault::later)
                : OptionalDouble.empty();
    }

    private static OptionalDouble later(OptionalDouble seconds, OptionalDouble millis) {
        return seconds.isEmpty() || millis.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(seconds.getAsDouble(), millis.getAsDouble() / 1000));
    }

    private static OptionalDouble number(String text) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 && Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String words(String name, String value) {
        OptionalDouble number = number(value);
        if (number.isEmpty()) {
            return name.equals("hang") ? "hang" : name.equals(LOST_SESSIONS) ? "lost sessions" : name + " " + value;
        }
        double amount = number.getAsDouble();
        return switch (name) {
            case FREEZE -> "freeze of " + Format.limit(amount, "ms");
            case DEATH -> "death of the process";
            case "latencyMillis" -> Format.limit(amount, "ms") + " added to every answer";
            case "dropRate" -> Format.limit(amount, "ratio") + " of connections dropped";
            case "errorRate" -> Format.limit(amount, "ratio") + " of requests failed";
            default -> name + " " + value;
        };
    }
}
