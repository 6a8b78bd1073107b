package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestress.analysis.Findings;
import io.orchestress.record.Capacity;
import io.orchestress.testkit.SyntheticPlanning;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capacity, scalability, recovery and endurance as a reader sees them. Skipped where there is no browser. */
@Tag("slow")
class PlanningBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Pairs of labels of one drawing that lie upon each other, by more than a pixel. */
    private static final String OVERLAPS = """
            Array.from(document.querySelectorAll('.pl')).flatMap(p => {
              const t = Array.from(p.querySelectorAll('.pl-pin text, .up, .across, .pl-title')).filter(e => e.textContent && e.getBoundingClientRect().width);
              const hits = [];
              t.forEach((a, i) => t.slice(i + 1).forEach(b => {
                const r = a.getBoundingClientRect(), s = b.getBoundingClientRect();
                if (Math.min(r.right, s.right) - Math.max(r.left, s.left) > 1 && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 5)
                  hits.push(a.textContent + ' / ' + b.textContent);
              }));
              return hits;
            })""";

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
                        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacity FOUND",
                "capacity NOT_SEARCHED",
                "recovery",
                "endurance",
                "planning nothing measured",
                "planning hostile"
            })
    void drawsWithoutComplaintAndNoLabelLiesOnAnother(String name) throws IOException {
        for (int width : new int[] {1280, 400}) {
            try (BrowserContext context =
                    browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
                Page page = open(context, SyntheticPlanning.all().get(name), false);
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                assertThat(
                                page.evaluate(
                                        "Array.from(document.querySelectorAll('.pl-panel')).filter(p =>"
                                                + " p.getBoundingClientRect().width > 0 && p.getBoundingClientRect().height < 60).length"))
                        .as("panels without height")
                        .isEqualTo(0);
                if (!name.endsWith("hostile")) {
                    assertThat(page.evaluate(OVERLAPS)).as("at " + width).isEqualTo(List.of());
                }
                assertThat(page.locator("img").count()).isZero();
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aMarkSaysWhatItStandsFor() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            Page page = open(context, SyntheticPlanning.search(Capacity.Outcome.FOUND), false);
            page.locator("#capacity .pl-mark.fail[data-tip]").first().hover();
            assertThat(page.locator(".pl-tip").innerText()).contains("step-", "bad, violates p95, goodput", "p95 ");
            page.locator("#capacity .pl-pin.break").first().hover();
            assertThat(page.locator(".pl-tip").innerText()).contains("response-time: 2.41 s, limit 2 s", "queue: 640");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void lanesShareOneTimeAndSayWhatWasNotRead() throws IOException {
        try (BrowserContext context = browser.newContext()) {
            Page page = open(context, SyntheticPlanning.all().get("endurance"), false);
            Locator lanes = page.locator("#plot-resources");
            assertThat(lanes.innerText())
                    .contains(
                            "target CPU",
                            "target heap after GC",
                            "target queue",
                            "generator event-loop lag",
                            "host CPU",
                            "endurance");
            var box = lanes.boundingBox();
            assertThat(box.height).isGreaterThan(12 * 60);
            lanes.hover(new Locator.HoverOptions().setPosition(box.width / 2, 60));
            lanes.hover(new Locator.HoverOptions().setPosition(box.width / 2, 64));
            page.locator(".tip:visible").first().waitFor();
            assertThat(page.locator(".tip:visible").first().innerText()).contains("target CPU", "not read", "host CPU");
            page.locator("[data-zoom='1']").click();
            assertThat(lanes.innerText()).doesNotContain("cool-down");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void theCapacityPagePrintsOnASheet() throws IOException {
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
            Page page = open(context, SyntheticPlanning.search(Capacity.Outcome.FOUND), true);
            byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPrintBackground(true));
            Matcher pages = Pattern.compile("/Count (\\d+)").matcher(new String(pdf, StandardCharsets.ISO_8859_1));
            assertThat(pages.find()).isTrue();
            assertThat(Integer.parseInt(pages.group(1))).isBetween(1, 2);
        }
        assertThat(complaints).isEmpty();
    }

    private Page open(BrowserContext context, Findings findings, boolean capacity) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".html");
        try (Writer out = Files.newBufferedWriter(file)) {
            if (capacity) {
                CapacityHtml.write(findings, out);
            } else {
                HtmlReport.write(findings, out);
            }
        }
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(file.toUri().toString());
        return page;
    }
}
