package io.orchestress.metrics;

import io.orchestress.testkit.GeneratedDocs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/protocols/README.md} has the table of the failure classes, for people. */
class FailureClassesPageTest {

    @Test
    void thePageHasEveryClassThereIs() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (FailureLayer layer : FailureLayer.values()) {
            for (FailureClass failure : FailureClass.all()) {
                if (failure.family().isEmpty()
                        && failure.layer().filter(layer::equals).isPresent()) {
                    rows.add(List.of(layer.label(), "`" + failure.label() + "`", failure.meaning()));
                }
            }
            for (FailureFamily family : FailureFamily.values()) {
                if (family.layer() == layer) {
                    rows.add(List.of(layer.label(), "`" + family.form() + "`", family.meaning()));
                }
            }
        }
        GeneratedDocs.assertTable(
                "docs/protocols/README.md", "failure-classes", List.of("layer", "class", "meaning"), rows);
    }
}
