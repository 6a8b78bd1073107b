package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import io.orchestress.record.Issue.Severity;
import io.orchestress.testkit.Catalogues;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static Diagnosis errors(String failureClass) {
        return Diagnosis.of(
                        ErrorRate.HIGH_ERROR_RATE,
                        Severity.HIGH,
                        "d",
                        new Evidence(List.of("spike"), List.of(), 65, 130, "error-rate", 6.25, 5.0, "%"))
                .when(failureClass)
                .with("failures", "f")
                .with("failed", 5)
                .with("count", 80);
    }

    @Test
    void theShippedOneSpeaksAboutEveryTypeInAllFiveGroups() {
        Map<String, Catalogue.Texts> types = Catalogues.SHIPPED.types();
        assertThat(types.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IssueRules.types().map(IssueType::name).toList());
        EnumSet<Priority> used = EnumSet.noneOf(Priority.class);
        types.forEach((type, texts) -> {
            assertThat(texts.impact()).as(type).isNotBlank();
            boolean any = !texts.recommendations().isEmpty()
                    || texts.when().values().stream()
                            .noneMatch(special -> special.recommendations().isEmpty());
            assertThat(any).as(type).isTrue();
            texts.recommendations().forEach(advice -> used.add(advice.priority()));
        });
        assertThat(used).isEqualTo(EnumSet.allOf(Priority.class));
    }

    @Test
    void figuresStandInTheTexts() {
        Issue issue = Catalogues.SHIPPED.issue(errors("timeout"));
        assertThat(issue.impact()).isEqualTo("At this load 5 of 80 requests returned no result.");
        assertThat(issue.recommendations().get(0).text()).contains("a thread dump in phase 'spike' shows it");
        assertThat(issue.recommendations().get(1).text()).contains("Failures by class: f.", "between 1:05 and 2:10");
    }

    @Test
    void theLongestConditionSpeaks() {
        assertThat(first("http-503")).contains("rejects load");
        assertThat(first("http-502")).contains("stack trace");
        assertThat(first("http-404")).contains("path, credentials");
        assertThat(first("task-failed")).contains("Tasks failed");
        assertThat(first("something new")).contains("first failure after 1:05");
    }

    /** A text for a class that no failure can have would never be read. */
    @ParameterizedTest
    @ValueSource(strings = {"HIGH_ERROR_RATE", "ELEVATED_ERROR_RATE", "ERRORS_INSIDE_SUCCESS"})
    void whatIsSaidOfAFailureClassIsSaidOfOneThatExists(String type) {
        assertThat(Catalogues.SHIPPED.types().get(type).when().keySet())
                .allSatisfy(name -> assertThat(FailureClass.all())
                        .as(name)
                        .anyMatch(failure -> failure.layer().isPresent()
                                && (name.equals(Breaches.MIXED)
                                        || name.equals(failure.label())
                                        || (name.endsWith("*")
                                                && failure.label().startsWith(name.substring(0, name.length() - 1))))));
    }

    private static String first(String failureClass) {
        return Catalogues.SHIPPED
                .issue(errors(failureClass))
                .recommendations()
                .get(0)
                .text();
    }

    @Test
    void aFigureThatIsNotMeasuredIsNotMadeUp() {
        Catalogue.Texts texts =
                new Catalogue.Texts("#{failed} #{nothing}", List.of(new Recommendation(Priority.LOW, "t")), Map.of());
        Catalogue catalogue = new Catalogue(Map.of("HIGH_ERROR_RATE", texts));
        assertThatThrownBy(() -> catalogue.issue(errors("timeout")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("HIGH_ERROR_RATE has no figure #{nothing}");
    }
}
