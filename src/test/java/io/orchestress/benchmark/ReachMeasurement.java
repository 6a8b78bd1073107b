package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.e2e.ReachSimulation;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunMessages.TokenRefreshes;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Certificates;
import io.orchestress.testkit.Certificates.Issued;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import io.orchestress.testkit.TlsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A run behind mutual TLS, by connect-to, with a token that expires: requests of Gatling's client and calls of the wire. The server answers
 * 401 to a token that is a moment older than it said.
 */
public final class ReachMeasurement {
    private ReachMeasurement() {}

    /** What the server saw. */
    private static final class Server {
        private final Map<String, Long> issuedNanos = new ConcurrentHashMap<>();
        private final LongAdder good = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final long lifeNanos;
        private final int lifeSeconds;

        Server(int lifeSeconds) {
            this.lifeSeconds = lifeSeconds;
            lifeNanos = TimeUnit.SECONDS.toNanos(lifeSeconds);
        }

        void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                String token = UUID.randomUUID().toString();
                issuedNanos.put(token, System.nanoTime());
                TlsServer.answer(
                        exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + lifeSeconds + "}");
                return;
            }
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Long issued = issuedNanos.get(sent.replaceFirst("^Bearer ", ""));
            boolean isGood = issued != null && System.nanoTime() - issued < lifeNanos;
            (isGood ? good : refused).increment();
            TlsServer.answer(exchange, isGood ? 200 : 401, "{}");
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("seconds", 3600, "life", 60, "users", 20, "pace", 200));
        Measuring.inFolder(folder -> {
            measure(folder, options);
            return folder;
        });
    }

    private static void measure(Path folder, Options options) throws IOException {
        Issued authority = Certificates.authority("own authority");
        Issued client = Certificates.signedBy(authority, "tester");
        Server behind = new Server(options.get("life"));
        try (TlsServer server =
                new TlsServer(Certificates.signedBy(authority, "orchestrator.example"), authority, behind::answer)) {
            GatlingRun run = GatlingRun.of(
                    ReachSimulation.class,
                    folder,
                    Measuring.seconds(options.get("seconds") + 120),
                    "target=https://orchestrator.example",
                    "profile=full",
                    "orchestress.profiles.full.min-throughput=0",
                    "orchestress.load.drain=10 s",
                    "orchestress.load.pace=" + options.get("pace") + " ms",
                    "orchestress.workloads.smoke.phases=["
                            + Measuring.hold("steady", options.get("users"), options.get("seconds"), false) + "]",
                    "orchestress.target.allowed-hosts=[\"orchestrator.example\"]",
                    "orchestress.target.connect-to={\"orchestrator.example:443\":\"127.0.0.1:" + server.port() + "\"}",
                    "orchestress.target.tls.ca=[\"" + authority.writtenTo(folder.resolve("ca.pem")) + "\"]",
                    "orchestress.target.tls.certificate=" + client.writtenTo(folder.resolve("client.pem")),
                    "orchestress.target.tls.key=" + client.keyWrittenTo(folder.resolve("client.key")),
                    "orchestress.target.token.url=https://orchestrator.example/token",
                    "orchestress.target.token.client-id=me",
                    "orchestress.target.token.client-secret=secret");
            RunRecord record = Runs.record(run);
            for (String name : List.of("http", "http after reset", "call")) {
                line("%-18s %,12d requests", name, Runs.count(record, name));
            }
            RequestResult all = Objects.requireNonNull(record.totals());
            TokenRefreshes token =
                    Objects.requireNonNull(Objects.requireNonNull(record.said()).token());
            line("exit code          %d", run.exitStatus());
            line(
                    "the server         %,d answered with 200, %,d with 401, %d tokens given",
                    behind.good.sum(), behind.refused.sum(), behind.issuedNanos.size());
            result(
                    "reach: %d s behind mutual TLS with tokens of %d s: %d requests, failed %s, %d refreshes, %d of them failed",
                    options.get("seconds"),
                    options.get("life"),
                    all.count(),
                    FailureCounts.byLabel(all.failures()),
                    token.done(),
                    token.failed());
        }
    }
}
