package io.orchestress.gatling;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.engine.SecondListener;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.live.LivePage;
import io.orchestress.live.LiveSettings;
import io.orchestress.live.server.LiveServer;
import io.orchestress.live.server.Route;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.LiveState;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The live page of a run: a run without one is as good as any, so nothing that goes wrong here ends it. */
final class RunPage {
    /** For those who watch to load the report, after which this JVM ends. */
    private static final Duration READ = Duration.ofSeconds(3);

    private static final Duration READ_IN_HASTE = Duration.ofMillis(500);

    private final LiveSettings settings;
    private final Optional<LivePage> page;

    private RunPage(LiveSettings settings, Optional<LivePage> page) {
        this.settings = settings;
        this.page = page;
    }

    /**
     * Before anything is started: whether a port that was named can be listened at.
     *
     * @throws InvalidConfigException when it cannot
     */
    static void check(Settings all) {
        LiveSettings settings = all.part(LiveSettings.class);
        if (settings.enabled() && settings.namesPort()) {
            try (LiveServer there = LiveServer.start(settings.address(), List.of())) {
                there.port();
            } catch (IOException e) {
                throw refused(settings, e);
            }
        }
    }

    private static InvalidConfigException refused(LiveSettings settings, IOException why) {
        return new InvalidConfigException(List.of(new ConfigProblem(
                "orchestress.live.port",
                Integer.toString(settings.address().port()),
                settings.portOrigin(),
                why.getMessage() + "; valid: a port that is free, or 0 for any")));
    }

    /**
     * Begins to serve, if the configuration wants it.
     *
     * @param more pages beside ours
     * @param stop what the stop button does
     * @throws InvalidConfigException when a port was named and cannot be listened at
     */
    static RunPage open(Settings all, Path folder, List<Route> more, Runnable stop) {
        LiveSettings settings = all.part(LiveSettings.class);
        Optional<LivePage> page = Optional.empty();
        if (settings.enabled()) {
            try {
                page = Optional.of(LivePage.serve(
                        folder,
                        settings,
                        all.part(AnalysisSettings.class),
                        more,
                        Optional.of(stop),
                        TimeSource.SYSTEM));
            } catch (IOException e) {
                if (settings.namesPort()) {
                    throw refused(settings, e);
                }
                Console.err().println("No live page: " + e.getMessage());
            }
        }
        return new RunPage(settings, page);
    }

    /** Where it is; empty: nowhere. */
    Optional<String> link() {
        return page.map(open -> open.link(settings));
    }

    /** Shows each second once it is recorded, and the breaker beside it. */
    SecondListener shows(Supplier<BreakerView> breaker) {
        return page.<SecondListener>map(open -> new SecondListener() {
                    @Override
                    public void secondEnds(double nowSeconds, long inFlight) {
                        open.second(state(nowSeconds, breaker.get()));
                    }
                })
                .orElse(SecondListener.NONE);
    }

    private static LiveState state(double nowSeconds, BreakerView breaker) {
        return new LiveState(
                nowSeconds,
                breaker.state(),
                breaker.rules().stream()
                        .map(rule -> new LiveState.Rule(
                                rule.rule(),
                                rule.value().isPresent()
                                        ? Double.valueOf(rule.value().getAsDouble())
                                        : null,
                                rule.limit(),
                                rule.unit()))
                        .toList());
    }

    /** The load has ended: what only this process knew is known no more. */
    void loadEnded() {
        page.ifPresent(LivePage::loadEnded);
    }

    /**
     * The run is judged: whoever watches is led to its report, and the page is gone.
     *
     * @param hasty whether there is no time to wait for them
     * @param lastly what is done before the port is closed
     */
    void ended(Evaluation conclusion, boolean hasty, Runnable lastly) {
        page.ifPresent(open -> {
            try {
                open.ended(word(conclusion), hasty ? READ_IN_HASTE : READ);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lastly.run();
            open.close();
        });
    }

    private static String word(Evaluation conclusion) {
        RunRecord run = conclusion.run();
        return run == null || run.verdict() == null
                ? "NO VERDICT"
                : run.verdict().outcome().name();
    }
}
