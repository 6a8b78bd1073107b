package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.record.RecordReader;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantTablesTest {
    @TempDir
    private Path folder;

    private Findings findings(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), RecordReader.Writer.GONE), Reference.ANALYSIS);
    }

    /** 20 a second of 100 ms alone, 10 a second of 400 ms and 10 refused beside the other. */
    private static SyntheticRecord two(int seconds) {
        return new SyntheticRecord(1)
                .phase("alone", "steady", seconds, 20)
                .tenants(Map.of("quiet", 20.0))
                .samples("quiet: run task", "ok", 20, LatencyLaw.constant(100_000))
                .phase("together", "steady", seconds, 200)
                .tenants(Map.of("quiet", 20.0, "noisy", 180.0))
                .samples("quiet: run task", "ok", 10, LatencyLaw.constant(400_000))
                .samples("quiet: run task", "http-429", 10, LatencyLaw.constant(1_000))
                .samples("noisy: run task", "ok", 100, LatencyLaw.constant(900_000));
    }

    @Test
    void aSentenceForEachPair() {
        assertThat(TenantTables.lines(new RunFacts(findings(two(60)))))
                .singleElement()
                .asString()
                .startsWith("Isolation of quiet beside noisy: 4 (95 % interval 4 to 4): p95 of requests 400 ms beside"
                        + " it, 100 ms without; served 50.0 % of what it is served without (95 % interval 4");
        assertThat(TenantTables.lines(new RunFacts(findings(two(4)))))
                .containsExactly(
                        "Isolation not known: 'quiet' beside 'noisy': its load makes 80 requests in the phases with the other, at least 100 needed.");
    }

    @Test
    void tenantsSideBySide() throws IOException {
        Findings findings = findings(two(60));
        List<Table> tables = TenantTables.of(new RunFacts(findings));
        assertThat(tables).hasSize(2);
        assertThat(tables.get(0).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cells())
                        .startsWith(
                                "quiet", "noisy", "together", "alone", "400 ms", "100 ms", "4", "4 to 4", "50.0 %"));
        assertThat(tables.get(1).rows())
                .extracting(row -> row.cells().subList(0, 4))
                .containsExactly(
                        List.of("alone", "quiet", "1,200", "0 %"),
                        List.of("together", "noisy", "6,000", "0 %"),
                        List.of("together", "quiet", "1,200", "50.0 %"),
                        List.of("run without warm-up", "noisy", "6,000", "0 %"),
                        List.of("run without warm-up", "quiet", "2,400", "25.0 %"));
        StringWriter html = new StringWriter();
        HtmlReport.write(findings, html);
        assertThat(html.toString())
                .contains("<section id=\"tenants\"", "<a href=\"#tenants\">Tenants</a>", "Tenants side by side");
    }

    @Test
    void oneKindOfUsersHasNoSuchSection() throws IOException {
        Findings findings = findings(new SyntheticRecord(1)
                .phase("steady", "steady", 10, 20)
                .samples("run task", "ok", 20, LatencyLaw.constant(100_000)));
        assertThat(TenantTables.of(new RunFacts(findings))).isEmpty();
        assertThat(TenantTables.lines(new RunFacts(findings))).isEmpty();
        StringWriter html = new StringWriter();
        HtmlReport.write(findings, html);
        assertThat(html.toString()).doesNotContain("id=\"tenants\"");
    }
}
