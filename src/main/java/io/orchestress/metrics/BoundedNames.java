package io.orchestress.metrics;

import io.orchestress.text.Format;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that come from a target, which may invent as many as it likes, each as long as it likes: the first so many are kept, cut to
 * {@value #LONGEST} characters; all others are {@link Measurements#OTHERS}. Safe for use by any number of threads.
 */
final class BoundedNames {
    /** Characters of a name that are kept. */
    static final int LONGEST = 200;

    private final String kind;
    private final int most;
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private volatile boolean tooMany;
    private volatile boolean tooLong;

    /** @param kind what they name, in the plural */
    BoundedNames(String kind, int most) {
        this.kind = kind;
        this.most = most;
    }

    String of(String name) {
        String cut = cut(name);
        String known = kept.get(cut);
        return known != null ? known : first(cut);
    }

    private String first(String name) {
        if (name.isEmpty() || name.equals(Measurements.OTHERS)) {
            return name;
        }
        synchronized (kept) {
            if (kept.size() >= most && !kept.containsKey(name)) {
                tooMany = true;
                return Measurements.OTHERS;
            }
            return kept.computeIfAbsent(name, n -> n);
        }
    }

    private String cut(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        tooLong = true;
        int end = Character.isHighSurrogate(name.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return name.substring(0, end) + "…";
    }

    /** Which of its bounds were met, in words. */
    Optional<String> met() {
        String many = "more than " + Format.count(most) + " names of " + kind + ": further ones are '"
                + Measurements.OTHERS + "'";
        String lengthy = "names of " + kind + " longer than " + Format.count(LONGEST) + " characters: they are cut";
        if (tooMany && tooLong) {
            return Optional.of(many + "; " + lengthy);
        }
        return tooMany ? Optional.of(many) : tooLong ? Optional.of(lengthy) : Optional.empty();
    }
}
