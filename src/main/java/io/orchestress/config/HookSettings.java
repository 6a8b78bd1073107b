package io.orchestress.config;

import io.orchestress.text.Named;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hooks that are called after a verdict.
 *
 * @param hooks in the order of their names
 */
public record HookSettings(List<Hook> hooks) {
    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(60);
    private static final int WEBHOOK_ATTEMPTS = 3;

    public HookSettings {
        hooks = List.copyOf(hooks);
    }

    /** The occasions on which a hook can be called. */
    public enum Event implements Named {
        /** The verdict is out, whatever it is. */
        VERDICT("verdict"),
        PASS("pass"),
        WARN("warn"),
        FAIL("fail"),
        INCONCLUSIVE("inconclusive"),
        /** Inconclusive, because somebody ended the run. */
        INTERRUPTED("interrupted"),
        /** A metric got worse than noise explains, and so much that it warns or fails. */
        REGRESSION("regression"),
        /** One of them is critical: worse by more than 200 %. */
        CRITICAL_REGRESSION("critical-regression");

        private final String configName;

        Event(String configName) {
            this.configName = configName;
        }

        @Override
        public String configName() {
            return configName;
        }
    }

    /**
     * One that is told.
     *
     * @param on any of these is reason enough; it is told once
     * @param required whether its failure fails a verdict that passed
     */
    public record Hook(String name, Set<Event> on, Duration timeout, boolean required, Call call) {
        public Hook {
            on = Set.copyOf(on);
        }
    }

    /** How it is told. */
    public sealed interface Call permits Webhook, Command {}

    /**
     * A JSON POST. URL and headers may hold secrets.
     *
     * @param attempts at most, 1 or more, each within the hook's time-out
     */
    public record Webhook(URI url, Map<String, String> headers, int attempts) implements Call {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        /** Without what may be secret: scheme, host and port. */
        @Override
        public String toString() {
            return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        }
    }

    /** A program and its arguments, without a shell. */
    public record Command(List<String> command) implements Call {
        public Command {
            command = List.copyOf(command);
        }

        /** Without secrets. */
        @Override
        public String toString() {
            return CommandLine.shownWithoutValues(command);
        }
    }

    static HookSettings read(Section s) {
        List<Hook> hooks = new ArrayList<>();
        s.named().forEach((name, section) -> {
            hook(name, section).ifPresent(hooks::add);
        });
        return new HookSettings(hooks);
    }

    private static Optional<Hook> hook(String name, Section s) {
        Set<Event> on = new TreeSet<>(s.choices("on", Event.values()));
        boolean required = s.has("required") && s.flag("required");
        boolean webhook = s.has("url");
        Duration usual = webhook ? WEBHOOK_TIMEOUT : COMMAND_TIMEOUT;
        Duration timeout = s.has("timeout") ? s.duration("timeout", Duration.ofMillis(1)) : usual;
        if (webhook == s.has("command")) {
            s.problem("needs either a url, for a webhook, or a command [\"program\", \"argument\"]");
            return Optional.empty();
        }
        Optional<? extends Call> call = webhook ? webhook(s) : Optional.of(new Command(s.command("command", true)));
        return call.map(c -> new Hook(name, on, timeout, required, c));
    }

    private static Optional<Webhook> webhook(Section s) {
        int attempts = s.has("attempts") ? s.integer("attempts", 1, 10) : WEBHOOK_ATTEMPTS;
        Map<String, String> headers = s.has("headers") ? headers(s.section("headers")) : Map.of();
        return url(s).map(url -> new Webhook(url, headers, attempts));
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> headers = section.namedTexts();
        HeaderCheck.check(section, headers);
        HeaderCheck.refuseHost(section, headers);
        return headers;
    }

    private static Optional<URI> url(Section s) {
        try {
            return Optional.of(Origin.url(s.text("url")));
        } catch (IllegalArgumentException e) {
            s.problem("url", e.getMessage() + "; a secret one comes from the environment: ${NAME}");
            return Optional.empty();
        }
    }
}
