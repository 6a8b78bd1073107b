package io.orchestress.importer;

import io.orchestress.text.Units;
import io.orchestress.text.Visible;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phase that the user names, because the file does not.
 *
 * @param kind as in {@link io.orchestress.record.RunRecord.PlannedPhase}
 * @param length of the phase; null: to the end of the run
 */
public record PhaseOption(
        String name,
        PhaseKind kind,
        boolean warmUp,
        @Nullable Duration length) {
    private static final String WARM_UP = "warm-up";
    private static final Pattern FORM = Pattern.compile("(?:([^=,]+)=)?([a-z-]+)(?::(.+))?");

    public PhaseOption {
        // A line of a record is a line, whatever a file calls its parts.
        name = Visible.line(name);
        if (length != null && (length.isNegative() || length.isZero())) {
            throw new IllegalArgumentException("phase '" + name + "' lasts no time");
        }
    }

    /**
     * Reads {@code [NAME=]KIND[:LENGTH]}.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static PhaseOption parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()
                || !(PhaseKind.plannedNames().contains(form.group(2))
                        || form.group(2).equals(WARM_UP))) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a phase; valid: [NAME=]KIND[:LENGTH], such as peak=spike:2min, KIND one of "
                            + WARM_UP + ", " + String.join(", ", PhaseKind.plannedNames()));
        }
        String kind = form.group(2);
        String name = form.group(1) == null ? kind : form.group(1).strip();
        boolean warmUp = kind.equals(WARM_UP);
        return new PhaseOption(
                name,
                warmUp ? PhaseKind.STEADY : PhaseKind.of(kind),
                warmUp,
                form.group(3) == null ? null : length(form.group(3)));
    }

    /**
     * Reads {@code 30s}, {@code 500ms}, {@code 2min} or {@code 1h}.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static Duration length(String text) {
        try {
            return Units.duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration; valid: 500ms, 30s, 2min, 1h", e);
        }
    }

    /** A part of the run that its file names: its kind is its name where that is a kind, otherwise steady. */
    static PhaseOption stage(String name) {
        boolean warmUp = name.equals(WARM_UP);
        return new PhaseOption(
                name, PhaseKind.plannedNames().contains(name) ? PhaseKind.of(name) : PhaseKind.STEADY, warmUp, null);
    }

    /** The whole run. */
    static PhaseOption whole() {
        return new PhaseOption(PhaseKind.STEADY.configName(), PhaseKind.STEADY, false, null);
    }

    /** Returns a warm-up of that length, which is never evaluated, and the rest as one phase. */
    public static List<PhaseOption> warmUp(Duration length) {
        return List.of(new PhaseOption(WARM_UP, PhaseKind.STEADY, true, length), whole());
    }
}
