package io.orchestress.monitoring.profiling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.monitoring.JmxSource;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.record.ClassGrowth;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks this JVM, through a door of its own; the clock is moved by hand. */
@Tag("slow")
class HeapWatchTest {
    private static final HeapWatch.Times TIMES = new HeapWatch.Times(10, 100, 130, 20);

    private final AtomicReference<Double> now = new AtomicReference<>(0.0);
    private final BlockingQueue<TargetEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private JMXConnectorServer server;

    @BeforeEach
    void opens() throws IOException {
        server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), Map.of(), ManagementFactory.getPlatformMBeanServer());
        server.start();
    }

    @AfterEach
    void closes() throws IOException {
        server.stop();
    }

    /** Kept alive, so that it is counted. */
    private static final class Kept {
        private final long[] some = new long[1000];
    }

    private HeapWatch watch(Optional<JmxSource> source) {
        HeapWatch watch = new HeapWatch(TIMES, now::get, events::add, problems::add);
        watch.attach(source, new TargetProcess.Unknown());
        watch.start();
        return watch;
    }

    private Optional<JmxSource> here() {
        return Optional.of(new JmxSource.At(server.getAddress().toString(), Map.of()));
    }

    private TargetEvent eventAt(double seconds) throws InterruptedException {
        now.set(seconds);
        return Objects.requireNonNull(events.poll(60, SECONDS), "no event at " + seconds + " s");
    }

    @Test
    void collectsUnderConstantLoadAndAfterIt_andComparesWhatGrew() throws InterruptedException {
        List<Kept> kept = new ArrayList<>();
        try (HeapWatch watch = watch(here())) {
            assertThat(eventAt(10).kind()).isEqualTo(Kind.COLLECTED);
            assertThat(eventAt(30).kind()).isEqualTo(Kind.COLLECTED);
            assertThat(eventAt(41).kind()).isEqualTo(Kind.COUNTED);
            for (int i = 0; i < 1000; i++) {
                kept.add(new Kept());
            }
            assertThat(eventAt(61).kind()).isEqualTo(Kind.COLLECTED);
            TargetEvent second = eventAt(98.5);
            assertThat(second.kind()).isEqualTo(Kind.COUNTED);
            assertThat(second.problem()).isNull();
            assertThat(second.classes()).hasSizeBetween(1, 10);
            ClassGrowth most = Objects.requireNonNull(second.classes()).get(0);
            assertThat(most.name()).isEqualTo("long[]");
            assertThat(most.grownBytes()).isBetween(8_000_000L, 9_000_000L);
            assertThat(second.classes())
                    .anySatisfy(growth -> assertThat(growth.name()).isEqualTo(Kept.class.getName()));
            assertThat(eventAt(119).kind()).isEqualTo(Kind.COLLECTED);
            assertThat(problems).isEmpty();
        }
        assertThat(kept.get(0).some).hasSize(1000);
    }

    /** What cannot be asked is said once, and delays nobody. */
    @Test
    void whoIsNoJvmIsSaidOnce() throws InterruptedException {
        now.set(50.0);
        try (HeapWatch watch = watch(Optional.empty())) {
            assertThat(problems.poll(60, SECONDS))
                    .startsWith("Garbage collections are not requested: the target is not a process");
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aDoorThatClosesEndsTheAsking() throws InterruptedException, IOException {
        try (HeapWatch watch = watch(here())) {
            assertThat(eventAt(10).problem()).isNull();
            server.stop();
            for (int at = 30; at <= 70; at += 20) {
                assertThat(eventAt(at).problem()).isNotEmpty();
            }
            assertThat(problems.poll(60, SECONDS)).startsWith("No further garbage collections are requested: ");
        }
        assertThat(problems).isEmpty();
    }
}
