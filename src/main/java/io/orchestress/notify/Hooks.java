package io.orchestress.notify;

import io.orchestress.config.HookSettings;
import io.orchestress.config.HookSettings.Command;
import io.orchestress.config.HookSettings.Event;
import io.orchestress.config.HookSettings.Hook;
import io.orchestress.config.HookSettings.Webhook;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The hooks of a configuration, told one after the other. All of it takes at most the sum of {@code attempts × timeout} and the pauses
 * between attempts.
 */
public final class Hooks {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final HookSettings settings;
    private final Duration pause;
    private final PrintWriter out;

    /** @param out where it is said who was told, and who could not be: a line each, without secrets */
    public Hooks(HookSettings settings, PrintWriter out) {
        this(settings, PAUSE, out);
    }

    Hooks(HookSettings settings, Duration pause, PrintWriter out) {
        this.settings = settings;
        this.pause = pause;
        this.out = out;
    }

    /**
     * Tells every hook that waits for one of the events, each once.
     *
     * @return whether every hook that is required was told
     */
    public boolean tell(Notification news) throws InterruptedException {
        boolean well = true;
        for (Hook hook : called(news)) {
            Delivery told = call(hook, news);
            out.println("hook " + hook.name() + ": "
                    + told.failure()
                            .map(why -> "FAILED, " + hook.call() + " " + why
                                    + (hook.required() ? "; it is required" : "; the verdict stays"))
                            .orElse("notified " + hook.call()));
            told.said().forEach(line -> out.println("  | " + line));
            out.flush();
            well &= told.failure().isEmpty() || !hook.required();
        }
        return well;
    }

    /** Says what {@link #tell} would do, and does none of it. */
    public void rehearse(Notification news) {
        for (Hook hook : called(news)) {
            out.println("hook " + hook.name() + ": would notify " + hook.call() + " within "
                    + hook.timeout().toMillis() + " ms:");
            out.println("  | " + news.payload(hook.name()));
        }
        if (called(news).isEmpty()) {
            out.println("no hook is configured for "
                    + String.join(
                            ", ", news.events().stream().map(Event::configName).toList()));
        }
        out.flush();
    }

    private List<Hook> called(Notification news) {
        return settings.hooks().stream()
                .filter(hook -> !Collections.disjoint(hook.on(), news.events()))
                .toList();
    }

    private Delivery call(Hook hook, Notification news) throws InterruptedException {
        String payload = news.payload(hook.name());
        if (hook.call() instanceof Webhook webhook) {
            return new WebhookCall(webhook, hook.timeout(), pause).call(payload, news.id(hook.name()));
        }
        return new CommandCall((Command) hook.call(), hook.timeout()).call(payload, news.facts(hook.name()));
    }
}
