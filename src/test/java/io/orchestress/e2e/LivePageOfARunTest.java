package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestress.record.LiveState;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.PlainHttp;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real run in a real browser, from its first seconds to the report. */
@Tag("slow")
class LivePageOfARunTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Screenshots for whoever wants to look: {@code -Dlive.screenshots=FOLDER}. */
    private static final String SCREENSHOTS = System.getProperty("live.screenshots", "");

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void isWatchedStoppedAndLeadsToItsReport() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        int port = Ports.reserved();
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults());
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu")))) {
            orchestrator.faults("{\"errorRate\": 0.05}");
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Runs.steady(10, 600, 50, "target=" + orchestrator.url(), "orchestress.live.port=" + port));
            orchestrator.awaitRequests(100);
            assertThat(PlainHttp.ask(port, "POST", "/stop", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            try (BrowserContext context = browser.newContext(
                    new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.LIGHT))) {
                Page page = context.newPage();
                listen(page);
                page.navigate("http://localhost:" + port + "/");
                charts(page);
                phone(browser, port);
                dark(browser, port);
                stop(page);
            }
            GatlingRun run = GatlingRun.end(process, folder, GatlingRun.LONGEST);

            assertThat(run.output()).contains("live    http://127.0.0.1:" + port + "/");
            RunRecord record = Runs.record(run);
            assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.ABORTED);
            assertThat(record.endReason()).isEqualTo("stopped on the live page");
            assertThat(Objects.requireNonNull(record.verdict()).outcome())
                    .isNotIn(Verdict.Outcome.PASS, Verdict.Outcome.WARN);
            assertThat(run.exitStatus()).isEqualTo(1);
            assertThat(run.record()).isDirectoryContaining("glob:**report.html");
            assertThat(run.record().resolve(LiveState.FILE)).doesNotExist();
            assertThat(complaints).isEmpty();
        }
    }

    private void listen(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** All of them are drawn, the bar moves, and a figure of this second is there. */
    private void charts(Page page) throws IOException {
        page.waitForCondition(() -> at(page) >= 3);
        double before = at(page);
        double bar = width(page);
        page.waitForCondition(() -> at(page) >= before + 2);
        assertThat(width(page)).isGreaterThan(bar);
        assertThat(page.locator("#tiles dt").allTextContents())
                .containsExactly("Users", "Requests", "p95", "p99", "Failed", "In flight");
        assertThat(page.locator("#tiles .value").first().textContent()).isEqualTo("10");
        assertThat(page.locator("#rules li").count()).isGreaterThanOrEqualTo(4);
        for (String chart :
                List.of("throughput", "percentiles", "requests", "heat", "errors", "inflight", "resources")) {
            var drawn = page.locator("#plot-" + chart + " canvas").first();
            drawn.scrollIntoViewIfNeeded();
            page.waitForCondition(() -> (Boolean) page.evaluate(
                    "id => { var c = document.querySelector('#plot-' + id + ' canvas');"
                            + "var d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                            + "for (var i = 3; i < d.length; i += 4) if (d[i]) return true; return false; }",
                    chart));
        }
        page.waitForCondition(() -> page.locator("#findings #gates").count() == 1);
        assertThat(page.locator("#notes").textContent()).contains("http-500");
        shoot(page, "light");
    }

    private void phone(Browser browser, int port) throws IOException {
        try (BrowserContext phone = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true))) {
            Page page = phone.newPage();
            listen(page);
            page.navigate("http://127.0.0.1:" + port + "/");
            page.waitForCondition(() -> at(page) >= 3);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("sideways scroll")
                    .isEqualTo(390);
            shoot(page, "phone");
        }
    }

    private void dark(Browser browser, int port) throws IOException {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK))) {
            Page page = context.newPage();
            listen(page);
            page.navigate("http://127.0.0.1:" + port + "/");
            double from = at(page);
            page.waitForCondition(() -> at(page) > from);
            shoot(page, "dark");
        }
    }

    private static void stop(Page page) {
        page.onceDialog(Dialog::accept);
        page.locator("#stop").click();
        page.waitForURL(
                url -> url.endsWith("/report"), new Page.WaitForURLOptions().setTimeout(GatlingRun.LONGEST.toMillis()));
        assertThat(page.locator("#main").textContent())
                .contains("This run was aborted")
                .contains("stopped on the live page");
    }

    private static double at(Page page) {
        return ((Number) page.evaluate("Number(document.documentElement.dataset.at || 0)")).doubleValue();
    }

    private static double width(Page page) {
        return ((Number) page.evaluate("document.querySelector('#phase-bar .done').getBoundingClientRect().width"))
                .doubleValue();
    }

    private static void shoot(Page page, String name) throws IOException {
        if (!SCREENSHOTS.isEmpty()) {
            Files.createDirectories(Path.of(SCREENSHOTS));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(SCREENSHOTS, name + ".png"))
                    .setFullPage(true));
        }
    }
}
