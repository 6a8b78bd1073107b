package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestress.analysis.Findings;
import io.orchestress.report.trend.TrendReport;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticTrend;
import io.orchestress.text.Format;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The report as a reader opens it: from a file, in a real browser. Skipped where there is none. */
@Tag("slow")
class HtmlReportBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    static Path folder;

    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hard")
    void drawsAllItsChartsAndFitsAPhone(String name, Findings findings) throws IOException {
        try (BrowserContext phone = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true))) {
            com.microsoft.playwright.Page page = open(phone, findings);
            Locator plots = page.locator(".plot");
            int charts = plots.count();
            assertThat(page.evaluate("document.documentElement.dataset.charts")).isEqualTo(String.valueOf(charts));
            assertThat(charts)
                    .isEqualTo(
                            findings.timeline().bins().isEmpty()
                                    ? 0
                                    : (name.equals("one phase") || name.equals("microseconds") ? 6 : 7)
                                            + (findings.agentTimeline().isPresent() ? 5 : 0)
                                            + (findings.resourceTimeline().isPresent() ? 1 : 0));
            for (int i = 0; i < charts; i++) {
                var box = plots.nth(i).locator("canvas, svg").first().boundingBox();
                assertThat(box.width).isGreaterThan(200);
                assertThat(box.height).isGreaterThan(200);
            }
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("sideways scroll")
                    .isEqualTo(390);
            assertThat(page.evaluate(
                            "document.scrollingElement.scrollTo(500, 0), document.scrollingElement.scrollLeft"))
                    .isEqualTo(0);
        }
        assertThat(complaints).isEmpty();
    }

    /** The charts write numbers as {@link Format} does: the edges by hand, and what chance draws. */
    @Test
    void chartsWriteNumbersAsTheRestOfThePage() throws IOException {
        List<Double> values = new ArrayList<>(List.of(
                0.0,
                0.0004,
                0.0421,
                1.005,
                7.0,
                9.995,
                9.996,
                56.25,
                99.95,
                99.991,
                100.0,
                100.4,
                850.5,
                999.4,
                999.5,
                1023.5,
                9995.0,
                999_499.0,
                999_960.0,
                1_234_567.5,
                119.9e6,
                119.95e6,
                125e6,
                86_400e6,
                1.5e12,
                -12.5));
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            values.add(Math.pow(10, 12 * random.nextDouble() - 3));
        }
        try (BrowserContext context = browser.newContext()) {
            com.microsoft.playwright.Page page =
                    open(context, SyntheticFindings.spike().build());
            Map<String, DoubleFunction<String>> rules = Map.of(
                    "number", Format::number,
                    "latency", Format::latency,
                    "percent", v -> Format.of(v, "%"),
                    "change", Format::change,
                    "bytes", Format::bytes,
                    "rate", Format::rate,
                    "clock", Format::clock);
            rules.forEach((name, rule) -> assertThat((List<?>) page.evaluate(
                            "values => values.map(v => Numbers." + name + "(Number(v)))",
                            values.stream().map(String::valueOf).toList()))
                    .as(name)
                    .isEqualTo(values.stream().map(v -> rule.apply(v)).toList()));
        }
    }

    @Test
    void aPointerShowsOneTooltipAndACrosshairEverywhere() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            com.microsoft.playwright.Page page =
                    open(context, SyntheticFindings.spike().build());
            page.locator("#plot-percentiles").hover(new Locator.HoverOptions().setPosition(500, 100));
            page.locator(".tip:visible").first().waitFor();
            assertThat(page.locator(".tip:visible")).matches(tips -> tips.count() == 1);
            assertThat(page.locator(".tip:visible").innerText()).contains("p95", "p99", "max");
            Object labelled = page.evaluate(
                    "Array.from(document.querySelectorAll('.plot')).filter(p =>"
                            + " p.querySelector('svg') && /^\\d:\\d\\d$/.test(Array.from(p.querySelectorAll('text')).pop().textContent)).length");
            assertThat((Integer) labelled).isGreaterThanOrEqualTo(4);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void hostileNamesDoNotExecuteEvenInTooltips() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            com.microsoft.playwright.Page page = open(context, HardFindings.hostile());
            for (String plot : List.of("throughput", "requests", "heat", "spectrum", "errors")) {
                page.locator("#plot-" + plot).hover(new Locator.HoverOptions().setPosition(400, 120));
                page.waitForTimeout(50);
                assertThat(page.locator("img").count()).as(plot).isZero();
            }
            page.locator("#plot-requests").hover(new Locator.HoverOptions().setPosition(300, 100));
            assertThat(page.locator(".tip:visible").first().innerText()).contains("<img src=x onerror=alert(1)>");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void anIdOfATraceIsCopied() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            com.microsoft.playwright.Page page =
                    open(context, HardFindings.all().get("samples"));
            Locator copy = page.locator("#examples .copy").first();
            copy.click();
            page.locator("#examples .copy:text('Copied')").first().waitFor();
            Locator area = page.locator("body");
            page.evaluate(
                    "() => { var t = document.createElement('textarea'); t.id = 'pasted'; document.body.appendChild(t); t.focus(); }");
            area.press("Control+V");
            assertThat(page.locator("#pasted").inputValue())
                    .isEqualTo(copy.getAttribute("data-copy"))
                    .matches("[0-9a-f]{32}");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void darkModeFollowsTheSystemAndTheSwitch() throws IOException {
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            com.microsoft.playwright.Page page =
                    open(context, SyntheticFindings.calm().build());
            String background = "getComputedStyle(document.body).backgroundColor";
            String axis = "document.querySelector('#plot-throughput svg text').getAttribute('fill')";
            assertThat(page.evaluate(background)).isEqualTo("rgb(19, 20, 22)");
            Object dark = page.evaluate(axis);
            page.locator("#theme").click();
            assertThat(page.evaluate(background)).isEqualTo("rgb(247, 247, 245)");
            assertThat(page.evaluate(axis)).isNotEqualTo(dark);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void phasesZoomAndLegendAndScaleRedraw() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            com.microsoft.playwright.Page page =
                    open(context, SyntheticFindings.spike().build());
            page.locator("[data-zoom='2']").click();
            assertThat(page.locator("[data-zoom='2']").getAttribute("aria-pressed"))
                    .isEqualTo("true");
            assertThat(page.locator("#plot-inflight").innerText())
                    .contains("spike", "3:30")
                    .doesNotContain("4:30");
            page.locator("[data-zoom='-1']").click();
            assertThat(page.locator("#plot-inflight").innerText()).contains("4:30");
            page.locator("[data-chart=percentiles] [data-scale=linear]").click();
            assertThat(page.locator("#plot-percentiles").innerText()).contains("0 µs");
            page.locator("[data-chart=requests] [data-series='3']").click();
            assertThat(page.locator("[data-chart=requests] [data-series='3']").getAttribute("aria-pressed"))
                    .isEqualTo("false");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void printsToPdfWithItsCharts() throws IOException {
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            com.microsoft.playwright.Page page =
                    open(context, SyntheticFindings.spike().corrected().build());
            page.evaluate("window.addEventListener('beforeprint', () => window.printed ="
                    + " document.querySelector('#plot-throughput svg').getAttribute('width'))");
            byte[] pdf = page.pdf(new com.microsoft.playwright.Page.PdfOptions()
                    .setFormat("A4")
                    .setPrintBackground(true));
            assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            assertThat(pdf.length).isGreaterThan(50_000);
            assertThat(page.evaluate("window.printed")).isEqualTo("690");
            assertThat(page.evaluate("document.documentElement.dataset.theme || 'none'"))
                    .isEqualTo("none");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void theTrendDrawsItsChartsAndMarksOnAPhoneInTheDark() throws IOException {
        try (BrowserContext phone = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK))) {
            Path file = Files.createTempFile(folder, "trend", ".html");
            try (Writer out = Files.newBufferedWriter(file)) {
                TrendReport.write(SyntheticTrend.nightly(), out);
            }
            com.microsoft.playwright.Page page = open(phone, file);
            assertThat(page.evaluate("document.documentElement.dataset.charts")).isEqualTo("7");
            assertThat(page.locator("#plot-1 svg").innerHTML()).contains("+23.9 %");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            page.locator("#plot-1").hover(new Locator.HoverOptions().setPosition(200, 100));
            assertThat(page.locator(".tip:visible").first().innerText()).contains("spiketest-", "2026-10-");
        }
        assertThat(complaints).isEmpty();
    }

    static List<Arguments> hard() {
        return Stream.of("one phase", "breaker", "nothing measured", "empty record", "large", "hostile")
                .map(name -> Arguments.of(name, HardFindings.all().get(name)))
                .toList();
    }

    private com.microsoft.playwright.Page open(BrowserContext context, Findings findings) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".html");
        try (Writer out = Files.newBufferedWriter(file)) {
            HtmlReport.write(findings, out);
        }
        return open(context, file);
    }

    private com.microsoft.playwright.Page open(BrowserContext context, Path file) {
        com.microsoft.playwright.Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("request: " + request.url());
            }
        });
        page.navigate(file.toUri().toString());
        return page;
    }
}
