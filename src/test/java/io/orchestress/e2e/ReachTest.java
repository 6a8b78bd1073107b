package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.Certificates.Issued;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import io.orchestress.testkit.TestProxy;
import io.orchestress.testkit.TlsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Real runs against a server behind mutual TLS. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ReachTest")
class ReachTest {
    private static final Issued AUTHORITY = Certificates.authority("own authority");
    private static final Issued CLIENT = Certificates.signedBy(AUTHORITY, "tester");
    private static final Issued SERVER = Certificates.signedBy(AUTHORITY, "orchestrator.example");

    @TempDir
    Path folder;

    @Test
    void behindMutualTlsAtAnotherAddress() throws IOException {
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY)) {
            GatlingRun run = run(
                    "orchestress.target.connect-to={\"orchestrator.example:443\":\"127.0.0.1:" + server.port() + "\"}");
            RunRecord record = Runs.record(run);
            assertThat(record.totals().failures()).as(run.output()).isEmpty();
            assertThat(List.of("http", "http after reset", "call"))
                    .allSatisfy(name -> assertThat(Runs.count(record, name)).isPositive());
            assertThat(server.hosts()).containsOnly("orchestrator.example");
            RunRecord.Reached reached = Objects.requireNonNull(record.target().reached());
            assertThat(reached.connectTo()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(reached.clientCertificate()).startsWith("CN=tester, valid until ");
            assertThat(run.output())
                    .contains("connected to 127.0.0.1:" + server.port() + ", client certificate CN=tester");
        }
    }

    @Test
    void byAProxy() throws IOException {
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY);
                TestProxy proxy = TestProxy.wanting("Basic bWU6aHVzaC1odXNo", server.port())) { // me:hush-hush
            GatlingRun run = run(
                    "orchestress.target.proxy.url=http://localhost:" + proxy.port(),
                    "orchestress.target.proxy.username=me",
                    "orchestress.target.proxy.password=hush-hush");
            RunRecord record = Runs.record(run);
            assertThat(record.totals().failures()).as(run.output()).isEmpty();
            assertThat(List.of("http", "http after reset", "call"))
                    .allSatisfy(name -> assertThat(Runs.count(record, name)).isPositive());
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allMatch(head -> head.startsWith("CONNECT orchestrator.example:443"));
            assertThat(Objects.requireNonNull(record.target().reached()).proxy())
                    .isEqualTo("localhost:" + proxy.port());
            assertThat(run.output() + everyFile(run)).doesNotContain("hush-hush");
        }
    }

    /** Tokens last two seconds; for as long again, which a busy machine may take to send one, the server does not yet answer 401. */
    @Test
    void tokensThatExpireFailNoRequest() throws IOException {
        Map<String, Long> issuedNanos = new ConcurrentHashMap<>();
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY, exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                String token = "ZZQ7-" + UUID.randomUUID();
                issuedNanos.put(token, System.nanoTime());
                TlsServer.answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":2}");
                return;
            }
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Long issued = issuedNanos.get(sent.replaceFirst("^Bearer ", ""));
            boolean good = issued != null && System.nanoTime() - issued < TimeUnit.SECONDS.toNanos(4);
            TlsServer.answer(exchange, good ? 200 : 401, "{}");
        })) {
            GatlingRun run = run(
                    "orchestress.target.connect-to={\"orchestrator.example:443\":\"127.0.0.1:" + server.port() + "\"}",
                    "orchestress.target.token.url=https://orchestrator.example/token",
                    "orchestress.target.token.client-id=me",
                    "orchestress.target.token.client-secret=hush-hush");
            RunRecord record = Runs.record(run);
            assertThat(record.totals().failures()).as(run.output()).isEmpty();
            assertThat(List.of("http", "http after reset", "call"))
                    .allSatisfy(name -> assertThat(Runs.count(record, name)).isPositive());
            assertThat(Objects.requireNonNull(
                            Objects.requireNonNull(record.said()).token()))
                    .satisfies(token -> {
                        assertThat(token.done()).isGreaterThanOrEqualTo(2);
                        assertThat(token.failed()).isZero();
                    });
            assertThat(Objects.requireNonNull(record.target().reached()).token())
                    .isEqualTo("of the token server https://orchestrator.example");
            assertThat(run.output() + everyFile(run))
                    .doesNotContain("hush-hush")
                    .doesNotContain("ZZQ7");
        }
    }

    /** From the 20th good answer on no token comes, until ten requests were refused with the last one. */
    @Test
    void aTokenThatCannotBeRefreshedInTimeIsNoFailureOfTheTarget() throws IOException {
        AtomicReference<String> newest = new AtomicReference<>("");
        AtomicLong endNanos = new AtomicLong();
        AtomicInteger good = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (TlsServer server = new TlsServer(SERVER, AUTHORITY, exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                if (good.get() >= 20 && refused.get() < 10) {
                    TlsServer.answer(exchange, 500, "{}");
                    return;
                }
                endNanos.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
                newest.set(UUID.randomUUID().toString());
                TlsServer.answer(exchange, 200, "{\"access_token\":\"" + newest.get() + "\",\"expires_in\":2}");
                return;
            }
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!sent.equals("Bearer " + newest.get()) || System.nanoTime() < endNanos.get()) {
                good.incrementAndGet(); // the one before is good, too
                TlsServer.answer(exchange, 200, "{}");
            } else {
                refused.incrementAndGet();
                TlsServer.answer(exchange, 401, "{}");
            }
        })) {
            GatlingRun run = run(
                    6,
                    "orchestress.target.connect-to={\"orchestrator.example:443\":\"127.0.0.1:" + server.port() + "\"}",
                    "orchestress.breaker.enabled=false",
                    "orchestress.target.token.url=https://orchestrator.example/token",
                    "orchestress.target.token.client-id=me",
                    "orchestress.target.token.client-secret=hush-hush");
            RunRecord record = Runs.record(run);
            assertThat(refused).hasValueGreaterThanOrEqualTo(10);
            assertThat(record.totals().failures()).as(run.output()).isEmpty();
            Verdict verdict = Objects.requireNonNull(record.verdict());
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
            assertThat(verdict.reason()).contains("the token had expired and could not be refreshed");
            assertThat(Objects.requireNonNull(
                            Objects.requireNonNull(record.said()).token()))
                    .satisfies(token -> {
                        assertThat(token.failed()).isPositive();
                        assertThat(token.done()).as("and it came back").isPositive();
                    });
        }
    }

    private static String everyFile(GatlingRun run) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(run.folder())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".key"))
                    .toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private GatlingRun run(String... properties) throws IOException {
        return run(4, properties);
    }

    private GatlingRun run(int seconds, String... properties) throws IOException {
        String[] common = {
            "target=https://orchestrator.example",
            "orchestress.target.allowed-hosts=[\"orchestrator.example\"]",
            "orchestress.target.tls.ca=[\"" + AUTHORITY.writtenTo(folder.resolve("ca.pem")) + "\"]",
            "orchestress.target.tls.certificate=" + CLIENT.writtenTo(folder.resolve("client.pem")),
            "orchestress.target.tls.key=" + CLIENT.keyWrittenTo(folder.resolve("client.key")),
            "orchestress.resources.enabled=false"
        };
        String[] all = new String[common.length + properties.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(properties, 0, all, common.length, properties.length);
        return GatlingRun.of(ReachSimulation.class, folder, GatlingRun.LONGEST, Runs.steady(3, seconds, 200, all));
    }
}
