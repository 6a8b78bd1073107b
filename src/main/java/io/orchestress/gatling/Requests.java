package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.Http;
import io.gatling.javaapi.http.HttpDsl;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.TenantSettings.Tenant;
import io.orchestress.metrics.Counter;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.RandomUuid;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Transports;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.sut.discovery.DetectedEndpoint;
import io.orchestress.sut.discovery.Detection;
import io.orchestress.text.Console;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Builds requests that are measured, whatever blocks they stand in and however those end. */
public final class Requests {
    private static final String NAME_HEADER = "X-Request-Name";

    private final Settings settings;
    private final CallRecorder calls;
    private final GatlingReach reach;
    private final List<Tenant> tenants;
    private final Set<String> resources = new HashSet<>();
    private volatile @Nullable URI url;
    private volatile @Nullable DetectedEndpoint spoken;
    private volatile @Nullable TargetGuard guard;

    Requests(Settings settings, List<Tenant> tenants) {
        this.settings = settings;
        this.tenants = List.copyOf(tenants);
        this.calls = new CallRecorder(settings, tenants, this::guard);
        this.reach = new GatlingReach(settings.part(TargetAccess.class));
    }

    public Settings settings() {
        return settings;
    }

    /** The kinds of users; empty: there is one. */
    public List<Tenant> tenants() {
        return tenants;
    }

    /** Index in {@link #tenants()} of the user's tenant; −1: it has none. */
    public static int tenant(Session session) {
        return session.contains(UserLauncher.TENANT) ? session.getInt(UserLauncher.TENANT) : -1;
    }

    /**
     * An HTTP request:
     *
     * <pre>{@code exec(requests.http("run task", http -> http.post("/v1/tasks").body(…)))}</pre>
     *
     * A redirect is an answer like any other and is not followed. A whole URL is sent to the target's own origin only, or to one
     * that is named in {@code orchestress.target.allowed-hosts}; else it is not sent and fails as {@code elsewhere}.
     *
     * @param name in the record and in Gatling's report
     */
    public ActionBuilder http(String name, Function<Http, HttpRequestActionBuilder> request) {
        HttpRequestActionBuilder built = request.apply(HttpDsl.http(GivenName.of("http", name)))
                .requestTimeout(settings.target().requestTimeout());
        for (String header : tenants.stream()
                .flatMap(tenant -> tenant.headers().keySet().stream())
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)))) {
            String given = CallRecorder.headers(settings).getOrDefault(header, "");
            built = built.header(header, session -> header(session, header, given));
        }
        return measured(name, settings.target().url().isEmpty() ? built.header(NAME_HEADER, name) : built);
    }

    private String header(Session session, String name, String otherwise) {
        int index = tenant(session);
        if (index < 0) {
            return otherwise;
        }
        Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(tenants.get(index).headers());
        return caseless.getOrDefault(name, otherwise);
    }

    /** A call of a protocol; it is measured to the end of its answer. */
    public ActionBuilder call(String name, Function<Session, Call> call) {
        return call(name, call, (session, reply) -> session);
    }

    /**
     * As above.
     *
     * @param call is built anew for each time that it is made
     * @param then what the session keeps of the reply, when it is a success
     */
    public ActionBuilder call(String name, Function<Session, Call> call, BiFunction<Session, Reply, Session> then) {
        String given = GivenName.of("call", name);
        return () -> new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new CallAction(given, calls, call, then, context, next);
            }
        };
    }

    /**
     * A task for agents: it is timed from the start of its first part to the end of its last, and a part that fails ends it. If the
     * feeder has a column {@code expected_agent} and the target says which agent it chose, the two are compared.
     */
    public ChainBuilder task(String name, ChainBuilder parts) {
        return TaskActions.around(GivenName.of("task", name), settings.slo(), parts);
    }

    /**
     * A turn of a conversation that is one task begins. Where tasks are marked each turn has a mark of its own, and the session's prompt holds it.
     *
     * @param turn from 1
     */
    public static Session turn(Session session, int turn) {
        return new Session(MarkedSession.turn(session.asScala(), turn));
    }

    /** Counts something that happened to a user, in the phase of its last request. */
    public static Session counted(Session session, String request, Counter tally) {
        VirtualUser user = VirtualUser.of(session.asScala());
        user.run().measurements().count(user.phase(), request, tally, "", 1);
        return session;
    }

    /** What a user says when it leaves. */
    ActionBuilder farewell(Journey journey) {
        return new FarewellAction(journey, calls);
    }

    /** What users say whom the end of the load finds at work. */
    Farewells farewells(Journey journey) {
        return new Farewells(journey, calls, WireProtocol.opened(settings));
    }

    /** A way to the target before there are users. */
    public PreflightClient inquiry() {
        return new PreflightClient(settings, calls);
    }

    /** Where the target answers; known when the load has started, not before. */
    public URI url() {
        return known(url);
    }

    /** One sentence: what the target seems to speak instead of the protocol of the configuration. It is asked, so before the load only. */
    public String spokenInstead() {
        return Detection.instead(url(), settings);
    }

    /** How the target said that it is spoken to; known when the load has started, not before. */
    public DetectedEndpoint spoken() {
        return known(spoken);
    }

    /** How requests of Gatling's DSL get there. */
    GatlingReach reach() {
        return reach;
    }

    /** Whom requests may be sent to; known when the target is. */
    TargetGuard guard() {
        return known(guard);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the target is only known once the load has started");
        }
        return value;
    }

    void targetIs(URI at, DetectedEndpoint how) {
        url = at;
        spoken = how;
        guard = new TargetGuard(
                settings.target().hosts(), how.protocol().isLocal() ? Optional.empty() : Optional.of(at), reach);
    }

    /**
     * Returns the values that templates may name: the feeder's columns and all else that is text in the session, {@code uuid}, new in each task, and {@code user}.
     */
    public static Map<String, String> values(Session session) {
        Map<String, String> values = new HashMap<>();
        CollectionConverters.asJava(session.asScala().attributes()).forEach((name, value) -> {
            if (value instanceof String text) {
                values.put(name, text);
            }
        });
        values.putIfAbsent("uuid", RandomUuid.next());
        values.put("user", Long.toString(session.userId()));
        return values;
    }

    /** Any other Gatling action that sends something and then goes on. */
    public ActionBuilder measured(String name, ActionBuilder request) {
        return new MeasuredActionBuilder(
                GivenName.of("measured", name), request, this::guard, Transports.limits(settings));
    }

    /**
     * The rows of a CSV file in UTF-8, of at most 64 MiB; where the project has no such file, of that resource on the class path, which is said
     * once.
     *
     * @param columns that it must have
     * @throws InvalidConfigException when the file, a column or every row is missing, or a row cannot be read
     */
    public List<Map<String, Object>> records(String file, String... columns) {
        Feeder feeder = feeder(file);
        List<Map<String, Object>> rows = feeder.records(columns);
        if (feeder.isResource() && resources.add(file)) {
            Console.out().println("feeder  " + file + ": from the class path, because this project has no such file");
        }
        return rows;
    }

    /**
     * Refuses a feeder that lacks what is wanted of it.
     *
     * @param some of its rows
     * @param what they are
     * @throws InvalidConfigException when there are none
     */
    public void requireRecords(String file, List<Map<String, Object>> some, String what) {
        if (some.isEmpty()) {
            throw feeder(file).invalid(0, "the feeder has no " + what + "; valid: at least one");
        }
    }

    private Feeder feeder(String file) {
        boolean configured = file.equals(settings.taskMix().tasksFile());
        return new Feeder(file, configured ? "orchestress.task-mix.tasks" : "requests.records");
    }

    /**
     * A check that fails when the JSON answer holds something at {@code jsonPath}: an error inside an HTTP success. Such a
     * failure is recorded as {@code protocol}, not as {@code check}.
     */
    public static CheckBuilder noErrorAt(String jsonPath) {
        return CoreDsl.jsonPath(jsonPath)
                .find()
                .transformWithSession((found, session) -> {
                    VirtualUser.of(session.asScala()).answer().saysError();
                    return found;
                })
                .notExists();
    }
}
