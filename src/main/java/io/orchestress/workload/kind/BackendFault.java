package io.orchestress.workload.kind;

import io.orchestress.text.Format;
import io.orchestress.text.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fault of the scripted backend, as a phase, a script or {@code PUT /faults} names it: {@code 429}, {@code hang model=gpt-4o share=20%},
 * {@code is-error tool=search for=30s}. Several are separated by {@code ;}, and {@code none} is none.
 *
 * @param name of the models or tools that have it; {@code *} at its end stands for anything
 * @param share of their calls, from above 0 to 1
 * @param factor times as long, of {@link Kind#SLOW}
 * @param delay longer, of {@link Kind#SLOW}
 * @param retryAfter as the provider says it, of {@link Kind#TOO_MANY}
 * @param bytes of a result, of {@link Kind#FLOOD}
 * @param lasts from when it is set; zero: until it is taken back
 */
public record BackendFault(
        Kind kind,
        Subject subject,
        String name,
        double share,
        double factor,
        Duration delay,
        Duration retryAfter,
        long bytes,
        Duration lasts) {
    /** The control of a run that sets them. */
    public static final String CONTROL = "backend";

    /** No fault, in words. */
    public static final String NONE = "none";

    private static final String ANY = "*";
    private static final double USUAL_FACTOR = 10;
    private static final double HIGHEST_FACTOR = 1e6;
    private static final long USUAL_BYTES = 1_000_000;
    private static final long MOST_BYTES = 16_000_000;
    private static final int MOST_FAULTS = 50;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What has it. */
    public enum Subject {
        MODEL,
        TOOL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wrong. */
    public enum Kind {
        /** 429 with Retry-After. */
        TOO_MANY("429", List.of(Subject.MODEL), List.of("retry-after")),
        /** 429 without it. */
        TOO_MANY_BARE("429-bare", List.of(Subject.MODEL), List.of()),
        SERVER_ERROR("500", List.of(Subject.MODEL), List.of()),
        UNAVAILABLE("503", List.of(Subject.MODEL), List.of()),
        OVERLOADED("529", List.of(Subject.MODEL), List.of()),
        /** Nothing is ever answered. */
        HANG("hang", List.of(Subject.MODEL, Subject.TOOL), List.of()),
        /** The connection ends half-way through the response. */
        CUT("cut", List.of(Subject.MODEL), List.of()),
        /** A stream ends half-way with the provider's error event; a response that is not streamed is a 500. */
        STREAM_ERROR("stream-error", List.of(Subject.MODEL), List.of()),
        SLOW("slow", List.of(Subject.MODEL, Subject.TOOL), List.of("factor", "delay")),
        /** A response, or an event of a stream, that is not JSON. */
        INVALID_JSON("invalid-json", List.of(Subject.MODEL), List.of()),
        /** The model asks for a tool that the call does not offer. */
        UNKNOWN_TOOL("unknown-tool", List.of(Subject.MODEL), List.of()),
        /** A result that says that the tool failed. */
        IS_ERROR("is-error", List.of(Subject.TOOL), List.of()),
        /** An error of JSON-RPC instead of a result. */
        RPC_ERROR("rpc-error", List.of(Subject.TOOL), List.of()),
        /** A huge result. */
        FLOOD("flood", List.of(Subject.TOOL), List.of("size"));

        private final String text;
        private final List<Subject> subjects;
        private final List<String> options;

        Kind(String text, List<Subject> subjects, List<String> options) {
            this.text = text;
            this.subjects = subjects;
            this.options = options;
        }

        /** As it is written. */
        public String text() {
            return text;
        }

        /** Whether a call that has it is answered as the script has it, only later. */
        public boolean isHarmless() {
            return this == SLOW;
        }

        private static Kind of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown fault '" + text + "'; valid: " + NONE
                            + ", "
                            + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "))));
        }
    }

    /**
     * Reads faults.
     *
     * @throws IllegalArgumentException saying what is wrong, and what would be valid
     */
    public static List<BackendFault> parse(String text) {
        if (text.isBlank() || text.strip().equals(NONE)) {
            return List.of();
        }
        List<BackendFault> faults = new ArrayList<>();
        for (String each : text.split(";", -1)) {
            faults.add(one(each.strip()));
        }
        if (faults.size() > MOST_FAULTS) {
            throw new IllegalArgumentException(faults.size() + " faults; valid: at most " + MOST_FAULTS);
        }
        return faults;
    }

    private static BackendFault one(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("names no fault between two ';'; valid: such as 429; hang tool=search");
        }
        String[] words = text.split("\\s+");
        Kind kind = Kind.of(words[0]);
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw new IllegalArgumentException("'" + word + "' has no value; valid: " + optionsOf(kind));
            }
            String option = word.substring(0, equals);
            if (!allOptions(kind).contains(option)) {
                throw new IllegalArgumentException(
                        "'" + option + "' is no option of " + kind.text + "; valid: " + optionsOf(kind));
            }
            if (given.put(option, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + option + "' is given twice; valid: once");
            }
        }
        if (given.containsKey("model") && given.containsKey("tool")) {
            throw new IllegalArgumentException("a fault is of models or of tools; valid: model= or tool=");
        }
        Subject subject = given.containsKey("tool")
                ? Subject.TOOL
                : given.containsKey("model") ? Subject.MODEL : kind.subjects.get(0);
        String name = given.getOrDefault(subject.word(), ANY);
        int star = name.indexOf('*');
        if (star >= 0 && star < name.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name; valid: a name, its beginning such as gpt-4*, or * for all");
        }
        return new BackendFault(
                kind,
                subject,
                name,
                share(given.getOrDefault("share", "1")),
                factor(given, kind),
                duration(given, "delay", Duration.ZERO),
                duration(given, "retry-after", kind == Kind.TOO_MANY ? Duration.ofSeconds(1) : Duration.ZERO),
                bytes(given),
                duration(given, "for", Duration.ZERO));
    }

    private static List<String> allOptions(Kind kind) {
        List<String> all =
                new ArrayList<>(kind.subjects.stream().map(Subject::word).toList());
        all.add("share");
        all.add("for");
        all.addAll(kind.options);
        return all;
    }

    private static String optionsOf(Kind kind) {
        return allOptions(kind).stream().map(option -> option + "=…").collect(Collectors.joining(", "));
    }

    private static double share(String text) {
        BigDecimal share;
        try {
            share = Units.parse(text, Units.Kind.SHARE, true);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("share=" + text + ": " + e.getMessage(), e);
        }
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("share=" + text + " is no share of calls; valid: above 0 to 1, or 20%");
        }
        return share.doubleValue();
    }

    private static double factor(Map<String, String> given, Kind kind) {
        String text = given.get("factor");
        if (text == null) {
            return kind == Kind.SLOW && !given.containsKey("delay") ? USUAL_FACTOR : 1;
        }
        try {
            double factor = new BigDecimal(text).doubleValue();
            if (factor >= 1 && factor <= HIGHEST_FACTOR) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException("factor=" + text + " is no factor; valid: a number from 1 to 1000000");
    }

    private static Duration duration(Map<String, String> given, String option, Duration usual) {
        String text = given.get(option);
        if (text == null) {
            return usual;
        }
        Duration duration;
        try {
            duration = Units.duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + "=" + text + ": " + e.getMessage(), e);
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(option + "=" + text + "; valid: above 0, up to 24h");
        }
        return duration;
    }

    private static long bytes(Map<String, String> given) {
        String text = given.get("size");
        if (text == null) {
            return USUAL_BYTES;
        }
        long bytes;
        try {
            bytes = Units.bytes(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("size=" + text + ": " + e.getMessage(), e);
        }
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("size=" + text + "; valid: from 1B to 16MB");
        }
        return bytes;
    }

    /** Whether a model or tool of this name has it. */
    public boolean isOf(Subject what, String called) {
        return what == subject
                && (name.endsWith(ANY) ? called.startsWith(name.substring(0, name.length() - 1)) : called.equals(name));
    }

    /** From when it is set until it ends by itself; empty: when it is taken back. */
    public Optional<Duration> ends() {
        return lasts.isZero() ? Optional.empty() : Optional.of(lasts);
    }

    /** Such as {@code 429 of all models}, {@code hang of tool search, 20 % of calls}. */
    public String words() {
        String whom = name.equals(ANY) ? "all " + subject.word() + "s" : subject.word() + " " + name;
        return kind.text + " of " + whom + (share < 1 ? ", " + Format.limit(share, "ratio") + " of calls" : "");
    }
}
