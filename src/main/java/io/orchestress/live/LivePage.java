package io.orchestress.live;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.live.server.Broadcast;
import io.orchestress.live.server.LiveServer;
import io.orchestress.live.server.Request;
import io.orchestress.live.server.Response;
import io.orchestress.live.server.Response.Content;
import io.orchestress.live.server.Route;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.LiveState;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.report.html.LiveHtml;
import io.orchestress.report.html.SoFar;
import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The page of one record. It reads on a thread of its own, derives gates and issues on another, and serves on a third: whoever tells it of a
 * second waits for none of them. While nobody watches it only reads.
 */
public final class LivePage implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The secret of the page's stop button, in a header that no page of another site can send. */
    static final String SECRET = "X-Orchestress-Stop";

    private static final String REPORT = "report.html";
    private static final Duration FIRST_EVALUATION = Duration.ofSeconds(5);
    private static final Duration EVALUATION = Duration.ofSeconds(10);

    /** An evaluation reads the whole record: at most that part of the time goes to it, however long the record becomes. */
    private static final long EVALUATION_PART = 100;

    private final Path folder;
    private final AnalysisSettings limits;
    private final RecordView view;
    private final Broadcast broadcast;
    private final LiveServer server;
    private final String secret;
    private final Optional<Runnable> stop;
    private final TimeSource time;
    private final ExecutorService reader = thread("orchestress-live");
    private final ExecutorService evaluator = thread("orchestress-live-evaluation");
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean evaluating = new AtomicBoolean();
    private final Semaphore reportsSent = new Semaphore(0);
    private final AtomicReference<@Nullable LiveState> unwritten = new AtomicReference<>();
    private volatile long nextEvaluationNanos;
    private volatile String remark = "";
    private volatile boolean ended;

    private LivePage(
            Path folder,
            LiveSettings settings,
            AnalysisSettings limits,
            List<Route> more,
            Optional<Runnable> stop,
            TimeSource time)
            throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.stop = stop;
        this.time = time;
        this.view = new RecordView(folder);
        this.broadcast = new Broadcast(settings.viewers(), this::refresh);
        this.secret = stop.isPresent() ? secret() : "";
        this.nextEvaluationNanos = time.nanos() + FIRST_EVALUATION.toNanos();
        List<Route> routes = new ArrayList<>(more);
        routes.addAll(routes());
        this.server = LiveServer.start(settings.address(), routes);
    }

    /**
     * Serves the page of a record until it is closed.
     *
     * @param more pages beside ours
     * @param stop what the stop button does; empty: there is none
     * @throws IOException when the address cannot be listened at
     */
    public static LivePage serve(
            Path folder,
            LiveSettings settings,
            AnalysisSettings limits,
            List<Route> more,
            Optional<Runnable> stop,
            TimeSource time)
            throws IOException {
        return new LivePage(folder, settings, limits, more, stop, time);
    }

    /** Where it is, with the token where there is one. */
    public String link(LiveSettings settings) {
        String token = settings.address().token();
        return server.url() + (token.isEmpty() ? "" : "?token=" + token);
    }

    public int port() {
        return server.port();
    }

    /** Who watches now. */
    public int viewers() {
        return broadcast.viewers();
    }

    /** The record has grown; returns at once. */
    public void refresh() {
        if (due.compareAndSet(false, true)) {
            submit(reader, this::update);
        }
    }

    /**
     * The same, and what only this process knows goes into the record, for those who watch from another one.
     *
     * @param state at the second that has just been recorded
     */
    public void second(LiveState state) {
        unwritten.set(state);
        refresh();
    }

    /** The load has ended: what only this process knew is known no more. */
    public void loadEnded() {
        submit(reader, () -> {
            unwritten.set(null);
            try {
                LiveState.delete(folder);
            } catch (IOException e) {
                remark = "The record has a file too many: " + e.getMessage();
            }
        });
        refresh();
    }

    /** What the viewer should know of the record beside it, in a sentence; empty: nothing. */
    public void remark(String sentence) {
        remark = sentence;
    }

    /** Whether the run goes on, by its record. */
    public boolean isRunning() {
        return view.isRunning();
    }

    /** End of the latest second that has been read. */
    public double atSeconds() {
        return view.atSeconds();
    }

    /**
     * The run has ended and its report is there: whoever watches is led to it.
     *
     * @param verdict in a word or two
     * @param most how long to wait until those who watch have read it; without viewers nobody waits
     */
    public void ended(String verdict, Duration most) throws InterruptedException {
        ended = true;
        submit(reader, () -> {
            try {
                while (!view.read()) {
                    // until all is read
                }
                broadcast.publish("state", view.state(remark));
                broadcast.publish(
                        "end",
                        LiveHtml.json(
                                Map.of("verdict", verdict, "report", Files.isRegularFile(folder.resolve(REPORT)))));
            } catch (IOException | RecordException e) {
                remark = "The end of the record cannot be read: " + e.getMessage();
            }
        });
        int watching = broadcast.viewers();
        if (watching > 0) {
            reportsSent.tryAcquire(watching, most.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void update() {
        due.set(false);
        LiveState state = unwritten.getAndSet(null);
        if (state != null) {
            try {
                state.write(folder);
            } catch (IOException e) {
                remark = "The distances of the circuit breaker are not up to date: " + e.getMessage();
            }
        }
        boolean all = view.read();
        if (broadcast.viewers() > 0 && !ended) {
            try {
                broadcast.publish("state", view.state(remark));
            } catch (IOException | RecordException e) {
                remark = "The record cannot be shown: " + e.getMessage();
            }
            evaluateIfDue();
        }
        if (!all) {
            refresh();
        }
    }

    /** Derives gates and issues from what has ended, whether or not that is due. */
    void evaluateNow() {
        evaluate();
        refresh();
    }

    private void evaluateIfDue() {
        if (time.nanos() - nextEvaluationNanos >= 0 && evaluating.compareAndSet(false, true)) {
            submit(evaluator, () -> {
                long from = time.nanos();
                try {
                    evaluate();
                } finally {
                    long now = time.nanos();
                    nextEvaluationNanos = now + Math.max(EVALUATION.toNanos(), EVALUATION_PART * (now - from));
                    evaluating.set(false);
                }
            });
        }
    }

    /** The same derivation as that of the report, by what has ended so far. */
    private void evaluate() {
        try {
            double at = view.atSeconds();
            Findings findings = Analysis.of(RecordReader.open(folder, RecordReader.Writer.ALIVE), limits);
            view.evaluated(SoFar.evaluation(findings), Format.clock(at));
        } catch (IOException | RuntimeException e) {
            // A record that grows may contradict itself for a moment: the next evaluation is due soon, and the last one
            // stays.
        }
    }

    private List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/", request -> page()));
        routes.add(Route.get("/events", request -> new Response.Events(broadcast)));
        routes.add(Route.get("/figures", request -> html(view.figures())));
        routes.add(Route.get("/notes", request -> html(view.notes())));
        routes.add(Route.get("/findings", request -> html(view.evaluation())));
        routes.add(Route.get("/report", request -> report()));
        LiveHtml.scripts()
                .forEach(
                        (name, script) -> routes.add(Route.get("/" + name, request -> Content.of(JAVASCRIPT, script))));
        stop.ifPresent(stopping -> routes.add(Route.post("/stop", request -> stopped(request, stopping))));
        return routes;
    }

    private Content page() {
        try {
            return new Content(200, HTML, bytes(view.page(remark, secret)), Map.of("Content-Security-Policy", POLICY));
        } catch (IOException | RecordException e) {
            return Content.sentence(500, "The record cannot be shown: " + e.getMessage());
        }
    }

    private static Content html(String part) {
        return Content.of(HTML, bytes(part));
    }

    private Content report() {
        try {
            return new Content(200, HTML, Files.readAllBytes(folder.resolve(REPORT)), Map.of(), reportsSent::release);
        } catch (IOException e) {
            return Content.sentence(404, "There is no report yet: it is written at the end of the run.");
        }
    }

    private Content stopped(Request request, Runnable stopping) {
        boolean known = MessageDigest.isEqual(bytes(secret), bytes(request.header(SECRET)));
        if (!known) {
            return Content.sentence(403, "Only the page of this run can stop it: load the page again.");
        }
        if (!ended) {
            stopping.run();
        }
        return Content.sentence(202, "The load is being stopped.");
    }

    @Override
    public void close() {
        reader.shutdownNow();
        evaluator.shutdownNow();
        server.close();
        view.close();
    }

    private static void submit(ExecutorService executor, Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            // closed: nobody is to be shown anything
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String secret() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
