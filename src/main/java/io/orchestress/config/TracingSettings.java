package io.orchestress.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether requests say which trace they belong to, and what is kept of single ones.
 *
 * @param enabled whether they carry {@code traceparent}, and the run's id in {@code baggage}
 * @param sampled share of the traces with the sampled flag, 0 to 1
 * @param link address of a trace, with {@value #PLACE} in it; empty: reports have the ids alone
 * @param slowest so many of each request of each phase are kept in {@code samples.jsonl}
 * @param failures so many of each class of each request of each phase are kept there
 */
public record TracingSettings(boolean enabled, double sampled, Optional<String> link, int slowest, int failures) {
    /** Stands for the id of the trace. */
    public static final String PLACE = "#{traceId}";

    private static final String NAME = "traceId";
    private static final int MOST = 50;
    private static final int LONGEST = 2_000;
    private static final String ANY_ID = "0af7651916cd43dd8448eb211c80319c";

    /** Read from {@code orchestress.tracing}. */
    public static final class Part implements SettingsPart<TracingSettings> {
        @Override
        public Class<TracingSettings> type() {
            return TracingSettings.class;
        }

        @Override
        public TracingSettings read(Section root) {
            Section s = root.section("tracing");
            Section samples = s.section("samples");
            return new TracingSettings(
                    s.flag("enabled"),
                    s.share("sampled"),
                    link(s),
                    samples.integer("slowest", 0, MOST),
                    samples.integer("failures", 0, MOST));
        }

        private static Optional<String> link(Section s) {
            String link = s.textWith("link", List.of(NAME)).strip();
            if (link.isEmpty()) {
                return Optional.empty();
            }
            String problem = problem(link);
            if (!problem.isEmpty()) {
                s.problem("link", problem + "; valid: \"https://HOST/PATH/" + PLACE + "\"");
                return Optional.empty();
            }
            return Optional.of(link);
        }

        private static String problem(String link) {
            if (link.length() > LONGEST) {
                return "has " + link.length() + " characters, at most " + LONGEST;
            }
            if (!link.contains(PLACE)) {
                return "does not contain " + PLACE;
            }
            try {
                URI uri = new URI(link.replace(PLACE, ANY_ID));
                String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
                if (!scheme.equals("https") && !scheme.equals("http")) {
                    return "must begin with https:// or http://";
                }
                if (uri.getHost() == null) {
                    return "has no host";
                }
                return uri.getUserInfo() == null ? "" : "must not contain credentials: reports are passed on";
            } catch (URISyntaxException e) {
                return "is not a URL";
            }
        }
    }

    /** The address of one trace; empty: there is no link. */
    public Optional<String> linkTo(String traceId) {
        return link.map(template -> template.replace(PLACE, traceId));
    }
}
