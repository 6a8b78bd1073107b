package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.token.TokenKeeper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The beginning of what a target said, fit to be kept and shown: one line of at most {@value #LONGEST} characters, without control
 * characters, and without what may be a secret of ours that it repeats.
 *
 * @param secrets that are taken out wherever they stand
 * @param changing secrets of now, such as tokens, that are taken out, too
 */
record Excerpt(List<String> secrets, Supplier<List<String>> changing) {
    static final int LONGEST = 300;
    static final String HIDDEN = "(redacted)";

    /** More than is kept, so that a secret that is cut in half is still known as one. */
    private static final int READ = 2 * LONGEST;

    /** What is shorter would be found in ordinary words. */
    private static final int SHORTEST_SECRET = 4;

    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]{1,200}@");
    private static final Pattern QUERY = Pattern.compile("((?:https?://|\\s/|^/)[^\\s?\"'<>]*\\?)[^\\s\"'<>)\\]},]+");
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/-]{12,}(?![\\w.~+/-]*\\s*=\\s*\")=*");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|passwd|secret|api[-_ ]?key|access[-_]token|refresh[-_]token|authorization|cookie)"
                    + "\"?\\s*[:=]\\s*\"?)[^\\s\",;&}]{4,}");
    private static final Pattern KEY = Pattern.compile("\\b(?:sk|pk|ghp|xox[abp])[-_][\\w-]{12,}");

    Excerpt {
        secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Of a run whose headers are secrets. */
    static Excerpt of(Settings settings) {
        List<String> secrets = new ArrayList<>();
        for (String value : settings.target().headers().values()) {
            secrets.add(value);
            secrets.add(value.substring(value.lastIndexOf(' ') + 1)); // Bearer …
        }
        return new Excerpt(
                secrets,
                () -> settings.part(TargetAccess.class)
                        .token()
                        .map(TokenKeeper::values)
                        .orElse(List.of()));
    }

    Excerpt(List<String> secrets) {
        this(secrets, List::of);
    }

    String of(String said) {
        String text = said.length() <= READ ? said : said.substring(0, READ);
        for (String secret : secrets) {
            text = text.replace(secret, HIDDEN);
        }
        for (String secret : changing.get()) {
            text = secret.length() < SHORTEST_SECRET ? text : text.replace(secret, HIDDEN);
        }
        text = USER_INFO.matcher(text).replaceAll("://" + HIDDEN + "@");
        text = CREDENTIALS.matcher(text).replaceAll("$1 " + HIDDEN);
        text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
        text = KEY.matcher(text).replaceAll(HIDDEN);
        text = QUERY.matcher(text).replaceAll("$1" + HIDDEN);
        return cut(harmless(text));
    }

    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (space) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else {
                out.appendCodePoint(isHidden(c) ? '?' : c);
            }
        });
        return out.toString().strip();
    }

    /** What moves a cursor, turns the direction of reading, or cannot be written. */
    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
