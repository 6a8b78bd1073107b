package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.orchestress.e2e.AgentsSimulation;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.PlainHttp;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * How old a second is when it is on the live page: from its end, by the record, to the frame in which Chromium has drawn it, beside other
 * viewers that read the same events.
 */
public final class LiveMeasurement {
    private static final Pattern LINK = Pattern.compile("live +http://127\\.0\\.0\\.1:(\\d+)/");

    /** Of each second that is shown: its end, and the time after the frame that showed it. */
    private static final String WATCH = """
            () => {
              window.shown = [];
              var last = 0;
              new MutationObserver(() => {
                var at = Number(document.documentElement.dataset.at);
                if (at > last) {
                  last = at;
                  requestAnimationFrame(() => setTimeout(() => window.shown.push(at, Date.now()), 0));
                }
              }).observe(document.documentElement, {attributes: true, attributeFilter: ["data-at"]});
            }""";

    private LiveMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("seconds", 120, "users", 20, "viewers", 2));
        Histogram millis = Measuring.inFolder(folder -> measured(folder, options));
        line("%10s %10s %10s %10s %10s", "seconds", "p50, ms", "p95, ms", "p99, ms", "max, ms");
        line(
                "%10d %10d %10d %10d %10d",
                millis.getTotalCount(),
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getValueAtPercentile(99),
                millis.getMaxValue());
        result(
                "live: from the end of a second to the page p95 %d ms over %d seconds, with %d viewers beside it",
                millis.getValueAtPercentile(95), millis.getTotalCount(), options.get("viewers"));
    }

    private static Histogram measured(Path folder, Options options) throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("steady", options.get("users"), options.get("seconds"), false),
                            "orchestress.load.pace=50 ms",
                            "orchestress.live.port=0"));
            orchestrator.awaitRequests(1);
            List<?> shown = shown(port(folder), options);
            GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(options.get("seconds") + 120));
            return ages(Runs.record(run), shown);
        }
    }

    private static int port(Path folder) {
        Matcher link = LINK.matcher(GatlingRun.output(folder));
        if (!link.find()) {
            throw new IllegalStateException("no live page: " + GatlingRun.output(folder));
        }
        return Integer.parseInt(link.group(1));
    }

    private static List<?> shown(int port, Options options) throws InterruptedException {
        List<PlainHttp> beside = new ArrayList<>();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu")))) {
            for (int i = 0; i < options.get("viewers"); i++) {
                PlainHttp viewer = PlainHttp.to(port).send("GET", "/events");
                beside.add(viewer);
                Thread reading = new Thread(() -> readOn(viewer), "viewer");
                reading.setDaemon(true);
                reading.start();
            }
            Page page = browser.newPage();
            page.navigate("http://127.0.0.1:" + port + "/");
            page.evaluate(WATCH);
            Thread.sleep(1000L * (options.get("seconds") - 15));
            return (List<?>) page.evaluate("window.shown");
        } finally {
            beside.forEach(PlainHttp::close);
        }
    }

    private static void readOn(PlainHttp viewer) {
        try {
            viewer.rest();
        } catch (UncheckedIOException closed) {
            // the page has been watched for long enough
        }
    }

    private static Histogram ages(RunRecord run, List<?> shown) {
        long startMillis = Objects.requireNonNull(run.loadStartedAt()).toEpochMilli();
        Histogram millis = new Histogram(3);
        for (int i = 0; i < shown.size(); i += 2) {
            double at = ((Number) shown.get(i)).doubleValue();
            double seen = ((Number) shown.get(i + 1)).doubleValue();
            millis.recordValue(Math.max(0, Math.round(seen - startMillis - 1000 * at)));
        }
        return millis;
    }
}
