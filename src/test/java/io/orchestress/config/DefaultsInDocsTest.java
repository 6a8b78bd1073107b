package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.GeneratedDocs;
import io.orchestress.testkit.ReferenceConf;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of defaults in docs/configuration.md are those of reference.conf. */
class DefaultsInDocsTest {
    private static final String PAGE = "docs/configuration.md";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load",
                "ad-hoc",
                "breaker",
                "issues",
                "gates",
                "gates.rules",
                "recovery",
                "endurance",
                "injector",
                "resources",
                "record",
                "live",
                "backend",
                "answers",
                "tracing",
                "tracing.samples",
                "leaving",
                "prometheus",
                "telemetry"
            })
    void aSectionIsAsInReferenceConf(String section) throws IOException {
        List<List<String>> rows = ReferenceConf.read().section(section).stream()
                .map(entry -> List.of(
                        "`" + section + "." + entry.key() + "`", "`" + entry.value() + "`", linked(entry.comment())))
                .toList();
        assertThat(rows).isNotEmpty();
        GeneratedDocs.assertTable(PAGE, section, List.of("key", "default", "meaning"), rows);
    }

    @Test
    void theProfilesAreAsInReferenceConf() throws IOException {
        Map<String, Map<String, String>> profiles = ReferenceConf.read().objects("profiles");
        List<String> keys = List.copyOf(profiles.get("quick").keySet());
        List<List<String>> rows = profiles.entrySet().stream()
                .map(profile -> Stream.concat(
                                Stream.of("`" + profile.getKey() + "`"),
                                keys.stream().map(key -> profile.getValue().get(key)))
                        .toList())
                .toList();
        List<String> head = Stream.concat(Stream.of("profile"), keys.stream().map(key -> "`" + key + "`"))
                .toList();
        GeneratedDocs.assertTable(PAGE, "profiles", head, rows);
    }

    /** A section as the test itself reads it. */
    @Test
    void whatFollowsAKeyOrStandsAboveItIsItsMeaning() throws IOException {
        ReferenceConf reference = ReferenceConf.read();
        assertThat(reference.section("load"))
                .filteredOn(entry -> entry.key().equals("pace"))
                .singleElement()
                .satisfies(pace -> {
                    assertThat(pace.value()).isEqualTo("1 s");
                    assertThat(pace.comment()).startsWith("closed: ").contains("open: ");
                });
        assertThat(reference.section("gates.rules"))
                .filteredOn(entry -> entry.key().equals("p95"))
                .extracting(ReferenceConf.Entry::value)
                .containsExactly("\"p95 <= 2 s, fail above 3 s\"");
        assertThat(reference.filled("more than {issues.error-rate %}, or {issues.p95}"))
                .isEqualTo("more than 5 %, or 5 s");
    }

    /** Pages are named from the root there, and from beside it here. */
    private static String linked(String comment) {
        return comment.replaceAll("docs/([\\w-]+)\\.md", "[$1]($1.md)").replace("<", "&lt;");
    }
}
