package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Issue;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.TokenRefreshes;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TOKEN_NOT_REFRESHED, of what a record says was said. */
class TokenIssueTest {
    @TempDir
    private Path folder;

    private List<Issue> issues(@Nullable TokenRefreshes token) throws Exception {
        Path written = new SyntheticRecord(1)
                .phase("steady", "steady", 10, 100)
                .samples("run task", "ok", 100, LatencyLaw.constant(2_000))
                .writeTo(folder);
        if (token != null) {
            Path run = written.resolve("run.json");
            String said = ",\"said\":{\"failures\":[],\"unread\":[],\"token\":{\"done\":" + token.done()
                    + ",\"failed\":" + token.failed() + ",\"mostInARow\":" + token.mostInARow() + ",\"why\":\""
                    + token.why() + "\"}}}";
            String text = Files.readString(run).strip();
            Files.writeString(run, text.substring(0, text.length() - 1) + said);
        }
        AnalysisSettings settings = Reference.analysis(Reference.GATES, PriceList.NONE, Catalogues.SHIPPED);
        return Analysis.of(RecordReader.open(written, Writer.GONE), settings).record().issues().stream()
                .filter(issue -> issue.type().equals("TOKEN_NOT_REFRESHED"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, LOW", "4, 2, LOW", "3, 3, HIGH", "900, 800, HIGH"})
    void failuresInARowMakeItGrave(long failed, long inARow, Issue.Severity severity) throws Exception {
        assertThat(issues(new TokenRefreshes(7, failed, inARow, "the token server http://a answered 500")))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.severity()).isEqualTo(severity);
                    assertThat(issue.toString()).contains("could not be refreshed", "answered 500");
                });
    }

    @Test
    void noFailureIsNoIssue() throws Exception {
        assertThat(issues(new TokenRefreshes(700, 0, 0, ""))).isEmpty();
    }

    @Test
    void noTokenIsNoIssue() throws Exception {
        assertThat(issues(null)).isEmpty();
        assertThat(RunMessages.NOTHING.token()).isNull();
    }
}
