package io.orchestress.analysis.issues;

import io.orchestress.testkit.GeneratedDocs;
import io.orchestress.testkit.ReferenceConf;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of docs/issues.md has every type, with the limits of reference.conf. */
class IssueTypesInDocsTest {
    @Test
    void everyTypeIsInTheTable() throws IOException {
        ReferenceConf reference = ReferenceConf.read();
        List<List<String>> rows = IssueRules.types()
                .map(type ->
                        List.of(type.name(), reference.filled(type.condition()), reference.filled(type.severity())))
                .toList();
        GeneratedDocs.assertTable("docs/issues.md", "issue types", List.of("type", "raised for", "severity"), rows);
    }
}
