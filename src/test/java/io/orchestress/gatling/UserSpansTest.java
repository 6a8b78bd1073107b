package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.TracingSettings;
import io.orchestress.engine.RunClock;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.gatling.trace.SampleKeeper;
import io.orchestress.gatling.trace.SampleWriter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.protocol.Usage;
import io.orchestress.record.sample.Sample;
import io.orchestress.record.sample.SampleFile;
import io.orchestress.testkit.ManualTime;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of requests and tasks when they end: each once, by the user's own end or by the end of the load. */
class UserSpansTest {
    private static final Settings.Slo SLO =
            new Settings.Slo(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final long MS = 1_000_000;

    private final List<Span> told = new ArrayList<>();
    private final Measurements measurements = new Measurements(2);
    private final ManualTime time = new ManualTime();
    private final LoadRun run = run();
    private final VirtualUser user = VirtualUser.ofClosed(run, 0);

    private LoadRun run() {
        RunClock clock = new RunClock(time);
        clock.start();
        return new LoadRun(
                LivePlan.fixed(new Plan(
                        "test", List.of(new Phase("steady", PhaseKind.STEADY, false, 0, 0, 1, 0, 60, 0, Map.of())))),
                clock,
                measurements,
                new VirtualUsers(),
                Duration.ofSeconds(10).toNanos(),
                loop -> {
                    throw new AssertionError("this user calls nothing");
                },
                new FailureLog(new Excerpt(List.of())),
                new UnreadSources(System.err),
                Optional.empty(),
                Optional.empty(),
                RunTracing.of(new TracingSettings(true, 1, Optional.empty(), 5, 3), "run", told::add),
                Optional::empty,
                Optional.empty());
    }

    private TaskSpan task() {
        TaskSpan task = new TaskSpan("simple task", "", 0, run.clock().nanos(), SLO);
        task.belongsTo(run.tracing().task());
        user.taskStarts(task);
        return task;
    }

    private TraceContext request(String name, double millis, FailureClass outcome, UserSpans.Came came) {
        user.callStarts(measurements.request(name), false, time.nanos());
        Carried carried = user.carried().orElseThrow();
        time.advanceMillis(millis);
        user.callEnds(outcome, run.clock().nanos());
        user.tells(name, came);
        return Objects.requireNonNull(carried.context());
    }

    private static UserSpans.Came came(int status, String words, long in, long out, long firstMillis) {
        return new UserSpans.Came(
                status, words, new Usage("large", OptionalLong.of(in), OptionalLong.of(out)), firstMillis * MS);
    }

    @Test
    void aTaskHoldsItsRequests() {
        time.advanceMillis(1_000);
        TaskSpan task = task();
        TraceContext submitted = request("submit", 10, FailureClass.OK, came(202, "", 5, 0, 0));
        time.advanceMillis(90);
        TraceContext streamed = request("stream", 200, FailureClass.OK, came(200, "", 7, 30, 50));
        user.taskEnds(false);

        assertThat(told).extracting(Span::name).containsExactly("submit", "stream", "simple task");
        assertThat(told).extracting(Span::context).containsExactly(submitted, streamed, task.context());
        assertThat(told).allMatch(span -> span.trace().equals(told.get(2).trace()) && span.own());
        SpanOf.assertThatIt(told.get(0)).lasts(1_000, 1_010).hasParent(task.context());
        SpanOf.assertThatIt(told.get(1)).lasts(1_100, 1_300).hasParent(task.context());
        Span whole = told.get(2);
        SpanOf.assertThatIt(whole).lasts(1_000, 1_300);
        assertThat(whole.kind()).isEqualTo(Span.Kind.TASK);
        assertThat(whole.firstNanos()).isEqualTo(1_150 * MS);
        assertThat(List.of(whole.inputTokens(), whole.outputTokens())).containsExactly(12L, 30L);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.parent()).isNull();
    }

    @Test
    void aTaskThatFailedSaysWhatItsLastFailureSaid() {
        task();
        request("submit", 10, FailureClass.OK, came(202, "", 1, 1, 0));
        request("poll", 10, FailureClass.http(503), came(503, "busy", 0, 0, 0));
        user.taskEnds(true);
        assertThat(told.get(2))
                .extracting(Span::outcome, Span::words, Span::status)
                .containsExactly("http-503", "busy", 503);
    }

    @Test
    void aTaskOfWhichNoRequestFailedFailedBetweenThem() {
        task();
        request("submit", 10, FailureClass.OK, UserSpans.Came.NOTHING);
        user.taskEnds(true);
        assertThat(told.get(1).outcome()).isEqualTo("injector");
    }

    @Test
    void aTaskThatWentOnAfterAFailureIsASuccess() {
        task();
        request("poll", 10, FailureClass.http(503), came(503, "busy", 0, 0, 0));
        request("poll", 10, FailureClass.OK, UserSpans.Came.NOTHING);
        user.taskEnds(false);
        assertThat(told.get(2)).extracting(Span::outcome, Span::words).containsExactly("ok", "");
    }

    @Test
    void ofATaskOfWhichNothingWasSentNothingIsTold() {
        task();
        user.taskEnds(true);
        assertThat(told).isEmpty();
    }

    @Test
    void aRequestOutsideOfATaskIsATraceByItself() {
        TraceContext first = request("list", 1, FailureClass.OK, UserSpans.Came.NOTHING);
        TraceContext second = request("list", 1, FailureClass.OK, UserSpans.Came.NOTHING);
        assertThat(first.trace()).isNotEqualTo(second.trace());
        assertThat(told).hasSize(2).allMatch(span -> span.parent() == null);
    }

    /** The late answer is told no more. */
    @Test
    void theEndOfTheLoadTellsWhatIsUnderWayOnce() {
        run.users().enter(user);
        TaskSpan task = task();
        user.callStarts(measurements.request("stream"), false, time.nanos());
        TraceContext carried =
                Objects.requireNonNull(user.carried().orElseThrow().context());
        time.advanceMillis(5_000);
        run.users().abandonAll();
        time.advanceMillis(100);
        user.callEnds(FailureClass.OK, run.clock().nanos());
        user.tells("stream", UserSpans.Came.NOTHING);
        user.taskEnds(false);

        assertThat(told).extracting(Span::name).containsExactly("stream", "simple task");
        assertThat(told).extracting(Span::outcome).containsOnly("unfinished");
        assertThat(told).extracting(Span::context).containsExactly(carried, task.context());
        assertThat(told).extracting(Span::durationNanos).containsOnly(5_000 * MS);
    }

    /** Words of a target as they come: bounded, on one line, without what moves a cursor, and without our secrets. */
    @Test
    void hostileWordsAreKeptAsEverywhere(@TempDir Path record) throws IOException {
        SampleKeeper keeper = new SampleKeeper(5, 5, new Excerpt(List.of("S3CRET"))::of);
        String words = "<script>alert('S3CRET')</script>\u001b[2J\u202e\n\0 Bearer abcdefghijklmnopqrstuvwxyz ";
        for (String one :
                List.of(words, words + "x".repeat(10 << 20), "\ud83d\ude00".repeat(1 << 20), "\u0000".repeat(500))) {
            request("ask", 1, FailureClass.http(500), came(500, one, 0, 0, 0));
            keeper.ended(told.get(told.size() - 1));
        }
        new SampleWriter(keeper, record, phase -> "steady", why -> {
                    throw new AssertionError(why);
                })
                .close(Duration.ofSeconds(10));
        List<Sample> kept = SampleFile.read(record).all();
        assertThat(kept)
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.words())
                        .hasSizeLessThanOrEqualTo(Sample.LONGEST_WORDS)
                        .doesNotContain("S3CRET", "abcdefghijklmnop", "\u001b", "\u202e", "\n", "\0"));
        assertThat(kept.get(0).words()).startsWith("<script>alert('(redacted)')</script>");
        assertThat(Files.size(record.resolve(SampleFile.FILE))).isLessThan(8 << 10);
    }

    /** Of a span what most tests look at. */
    private record SpanOf(Span span) {
        static SpanOf assertThatIt(Span span) {
            return new SpanOf(span);
        }

        SpanOf lasts(long fromMillis, long toMillis) {
            assertThat(span.startNanos()).isEqualTo(fromMillis * MS);
            assertThat(span.endNanos()).isEqualTo(toMillis * MS);
            return this;
        }

        void hasParent(TraceContext parent) {
            assertThat(span.parent()).isEqualTo(Objects.requireNonNull(parent).span());
        }
    }
}
