package io.orchestress;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A class is found by its simple name; the two servers alone have names of their own (docs/decisions/0054). */
class SimpleNamesTest {
    private static final List<String> SERVERS = List.of("io.orchestress.sut.embedded", "io.orchestress.backend");

    @Test
    void noTwoClassesHaveOneName() {
        Map<String, List<String>> byName = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.orchestress").stream()
                        .filter(SimpleNamesTest::isNamedHere)
                        .collect(Collectors.groupingBy(
                                JavaClass::getSimpleName,
                                TreeMap::new,
                                Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));

        assertThat(byName).hasSizeGreaterThan(800);
        byName.values().removeIf(packages -> packages.size() == 1);
        assertThat(byName).isEmpty();
    }

    private static boolean isNamedHere(JavaClass type) {
        return type.isTopLevelClass()
                && !type.getSimpleName().equals("package-info")
                && SERVERS.stream()
                        .noneMatch(server -> type.getPackageName().equals(server)
                                || type.getPackageName().startsWith(server + "."));
    }
}
