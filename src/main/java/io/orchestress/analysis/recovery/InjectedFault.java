package io.orchestress.analysis.recovery;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.text.Format;
import java.util.LinkedHashMap;
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
 * orchestrator's {@code PUT /admin/faults}. A text of another kind is a fault by that name, which lasts as long as the control is set.
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
