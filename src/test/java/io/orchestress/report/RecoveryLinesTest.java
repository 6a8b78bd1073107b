package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.report.markdown.SummaryMarkdown;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryLinesTest {
    private static Recovery recovery(Outcome outcome, @Nullable Double seconds, String note) {
        Criterion p95 = new Criterion("p95", "ms", 302, 362, 1430, seconds, outcome);
        Criterion throughput = new Criterion("throughput", "1/s", 40, 32, 38, null, Outcome.UNDISTURBED);
        return new Recovery(
                "spike", "recovery", "1000 users", "steady", 120, 60, outcome, seconds, List.of(p95, throughput), note);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECOVERED     | 8 |     | 8 s ±1 s; p95 was last to normalise (worst 1.43 s, normal ≤ 362 ms).",
                "RECOVERED     | 0 |     | within 1 s.",
                "RECOVERED     | 8 | more| 8 s ±1 s; p95 was last to normalise (worst 1.43 s, normal ≤ 362 ms); more.",
                "NOT_RECOVERED |   |     | not within 1 min; p95 did not normalise (worst 1.43 s, normal ≤ 362 ms).",
                "UNDISTURBED   |   |     | no metric left its normal range.",
                "INCONCLUSIVE  |   | why | inconclusive; why.",
            })
    void sentences(Outcome outcome, @Nullable Double seconds, @Nullable String note, String sentence) {
        assertThat(RecoveryLines.sentence(recovery(outcome, seconds, note == null ? "" : note)))
                .isEqualTo("Recovery after spike (1000 users): " + sentence);
    }

    @Test
    void onConsoleAndInMarkdownOneLineEach() throws IOException {
        Findings spike = SyntheticFindings.spike().build();
        List<Recovery> five = java.util.Collections.nCopies(5, recovery(Outcome.RECOVERED, 8.0, ""));
        Findings findings = new Findings(
                spike.record().withPlanning(new Planning(null, null, five, List.of())),
                spike.timeline(),
                spike.heatMap(),
                spike.spectra(),
                spike.agentTimeline(),
                spike.resourceTimeline());
        StringWriter console = new StringWriter();
        ConsoleSummary.write(findings, Path.of("r"), console);
        StringWriter markdown = new StringWriter();
        SummaryMarkdown.write(findings, Optional.empty(), markdown);

        assertThat(console.toString().lines().filter(line -> line.startsWith("Recovery after spike")))
                .hasSize(3);
        assertThat(console.toString()).contains("and 2 more recoveries");
        assertThat(console.toString().lines().count()).isLessThanOrEqualTo(40);
        assertThat(markdown.toString()).contains("### Recovery");
        assertThat(markdown.toString().lines().filter(line -> line.startsWith("- Recovery after spike")))
                .hasSize(5);
    }
}
