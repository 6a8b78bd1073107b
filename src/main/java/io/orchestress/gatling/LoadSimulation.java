package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.orchestress.config.CapacitySettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.engine.StopReason;
import io.orchestress.evaluation.Rehearsal;
import io.orchestress.sut.discovery.Detection;
import io.orchestress.text.Console;
import io.orchestress.workload.Phase;
import io.orchestress.workload.kind.LoadModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A simulation that drives one workload of the configuration against the target, watches it, and ends with a record, a report
 * and a verdict:
 *
 * <pre>{@code
 * public final class CheckoutSpike extends LoadSimulation {
 *     public CheckoutSpike() {
 *         super("spike", requests -> exec(requests.http("check out", http -> http.post("/checkout"))));
 *     }
 * }
 * }</pre>
 */
public abstract class LoadSimulation extends Simulation {
    /** Between two looks at whether the load must stop. */
    private static final Duration WATCH = Duration.ofMillis(100);

    /** Gatling's own limit behind ours, for a run that would not end. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(30);

    /** A rehearsal takes about two seconds of one processor. */
    private static final Duration WARM_UP_TO_REHEARSE_IN = Duration.ofSeconds(5);

    private final RunSession session;

    /** @param workload name of a workload in {@code orchestress.workloads}; an ad-hoc load takes its place */
    protected LoadSimulation(String workload, Journey journey) {
        ForkedJvm.begins();
        Console.muteProcess(System.getenv());
        GatlingVersion.problem().ifPresent(Startup::end);
        String name = getClass().getSimpleName();
        Settings given = Startup.unlessPossible(() -> SettingsLoader.load(System.getProperties()));
        DuelStart.insteadOf(getClass(), given);
        String driven = Startup.unlessPossible(() -> given.driven(workload));
        given.adHoc()
                .flatMap(asked -> asked.announcement(workload))
                .ifPresent(line -> Console.out().println(line));
        Settings detected = Startup.unlessPossible(() -> Detection.resolved(given, Console.out()));
        Settings settings = driven.equals(CapacitySettings.WORKLOAD) ? detected.searching() : detected;
        GatlingFailureReasons.listen();
        Optional<RunTenants> tenants = RunTenants.of(settings, driven);
        Requests requests = new Requests(settings, tenants.map(RunTenants::all).orElse(List.of()));
        ChainBuilder iteration = Startup.unlessPossible(() -> journey.iteration(requests));
        Optional<ChainBuilder> arrival = Startup.unlessPossible(() -> journey.arrival(requests));
        session = Startup.unlessPossible(() -> RunSession.open(name, driven, settings, target -> {
            requests.targetIs(target.url(), target.spoken());
            journey.prepare(requests);
        }));
        LeavingWords.of(settings, journey.cancel(requests))
                .ifPresent(line -> Console.out().println(line));
        session.endsWith(requests.farewells(journey));
        Interruption.ofThisJvm().begins(session);
        rehearse(settings);
        ChainBuilder user =
                user(settings.load(), requests.reach(), iteration, arrival).exec(requests.farewell(journey));
        boolean own = settings.load().model() == LoadModel.OPEN || session.isLive() || tenants.isPresent();
        PopulationBuilder load = own
                ? scenario(name)
                        .exec(exec(new ArrivalScheduler(session, name, user)))
                        .injectOpen(atOnceUsers(1))
                : scenario(name)
                        .exec(user)
                        .injectClosed(Injection.closed(session.run().plan()));
        setUp(load, watch().injectOpen(atOnceUsers(1)))
                .protocols(protocol(settings, requests))
                .maxDuration(Duration.ofSeconds(session.longestSeconds())
                        .plus(settings.load().drain())
                        .plus(LAST_RESORT));
    }

    @Override
    public final void after() {
        session.conclude(getClass().getName());
    }

    /** Beside a warm-up that is long enough for it, which is never judged; otherwise the load waits for its end. */
    private void rehearse(Settings settings) {
        Rehearsal rehearsal = Rehearsal.begin(settings);
        Phase first = session.run().plan().phases().get(0);
        if (!first.warmUp() || first.endSeconds() < WARM_UP_TO_REHEARSE_IN.toSeconds()) {
            rehearsal.await();
        }
    }

    private ChainBuilder user(
            Settings.Load load, GatlingReach reach, ChainBuilder iteration, Optional<ChainBuilder> arrival) {
        boolean closed = load.model() == LoadModel.CLOSED;
        long paceNanos = closed ? load.pace().toNanos() : 0;
        ChainBuilder user = exec(new UserLifecycle(
                session,
                paceNanos,
                closed && !session.isLive() && session.run().tenants().isEmpty(),
                reach));
        if (arrival.isPresent()) {
            // A block that failed leaves its mark behind it, where no later block can take it away.
            user = user.exec(exitBlockOnFail().on(arrival.get())).exec(s -> s.markAsSucceeded());
        }
        return closed
                ? user.exec(new Iterations(iteration))
                : user.exec(exitBlockOnFail().on(iteration));
    }

    /** One user that sends nothing and obeys the monitor, so that a stop needs no answer of the target. */
    private ScenarioBuilder watch() {
        LoadRun run = session.run();
        return scenario("orchestress-watch")
                .exec(s -> {
                    session.loadStarts(s.asScala().eventLoop());
                    return s;
                })
                .exec(asLongAs(s -> !run.isOver())
                        .on(pause(WATCH)
                                .exec(stopLoadGeneratorIf(
                                        s -> run.stopReason()
                                                .map(StopReason::sentence)
                                                .orElse(""),
                                        s -> run.stopReason().isPresent()))));
    }

    private HttpProtocolBuilder protocol(Settings settings, Requests requests) {
        HttpProtocolBuilder protocol = http.baseUrl(session.url().toString())
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect()
                .sign(requests.guard()::signed)
                .transformResponse((response, s) -> {
                    VirtualUser.of(s.asScala()).answered(response.status().code(), response.body());
                    return response;
                });
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.putAll(CallRecorder.headers(settings));
        protocol = requests.reach().configured(protocol.headers(headers), session.url());
        return settings.load().model() == LoadModel.OPEN ? protocol.shareConnections() : protocol;
    }
}
