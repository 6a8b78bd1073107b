package io.orchestress;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.GeneratedDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture and the list of packages in docs/architecture.md are those that {@link ArchitectureTest} holds. */
final class ArchitectureInDocsTest {
    private static final String PAGE = "docs/architecture.md";
    private static final Pattern DOOR = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\{@link\\s+(?:\\*\\s+)?([\\w.]+)");

    /** Top-level packages with those that they may use; the top ones use all that is below them. */
    private static Map<String, Set<String>> parts() {
        Map<String, Set<String>> parts = new TreeMap<>();
        ArchitectureTest.uses().forEach((part, uses) -> {
            Set<String> below = parts.computeIfAbsent(node(part), key -> new TreeSet<>());
            uses.forEach(used -> below.add(node(used)));
            below.remove(node(part));
        });
        Set<String> all = new TreeSet<>(parts.keySet());
        parts.put("gatling", all);
        parts.put("cli", all);
        parts.put("scenario", new TreeSet<>(Set.of("gatling")));
        return parts;
    }

    @Test
    void thePictureHasTheDependenciesThatAreAllowed() throws IOException {
        Map<String, Set<String>> parts = parts();
        List<String> lines = new ArrayList<>(List.of("```mermaid", "graph TD"));
        parts.forEach((part, uses) -> uses.stream()
                .filter(used -> uses.stream()
                        .noneMatch(other ->
                                !other.equals(used) && reach(other, parts).contains(used)))
                .forEach(used -> lines.add("  " + part + " --> " + used)));
        lines.add("```");
        GeneratedDocs.assertCurrent(PAGE, "picture", String.join("\n", lines));
    }

    @Test
    void everyPackageHasItsDoorInTheList() throws IOException {
        Map<String, Set<String>> parts = parts();
        List<List<String>> rows = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(parts.keySet());
        all.add("text");
        for (String part : new TreeSet<>(all)) {
            rows.add(List.of("`" + part + "`", door(part), uses(part, parts.getOrDefault(part, Set.of()))));
        }
        GeneratedDocs.assertTable(PAGE, "packages", List.of("package", "purpose", "may use, beside `text`"), rows);
    }

    /** A door says where to start reading, and that class is there. */
    @Test
    void everyPackageSaysWhereToStart() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.endsWith("package-info.java")).toList()) {
                List<String> starts = LINK.matcher(Files.readString(file))
                        .results()
                        .map(link -> link.group(1))
                        .toList();
                assertThat(starts).as(file.toString()).isNotEmpty();
                assertThat(starts)
                        .as(file.toString())
                        .allSatisfy(type -> assertThat(Path.of("src/main/java", type.replace('.', '/') + ".java"))
                                .exists());
            }
        }
    }

    private static String uses(String part, Collection<String> uses) {
        return switch (part) {
            case "gatling" -> "all of these but `cli` and `scenario`";
            case "cli" -> "all of these but `gatling` and `scenario`";
            case "scenario" -> "all of these but `cli`";
            default ->
                uses.isEmpty()
                        ? "–"
                        : uses.stream().map(used -> "`" + used + "`").collect(Collectors.joining(", "));
        };
    }

    private static Set<String> reach(String part, Map<String, Set<String>> parts) {
        Set<String> reached = new HashSet<>();
        for (String used : parts.getOrDefault(part, Set.of())) {
            if (reached.add(used)) {
                reached.addAll(reach(used, parts));
            }
        }
        return reached;
    }

    /** Its top-level package; one that is below its own parent's users, such as {@code workload.kind}, stands by itself. */
    private static String node(String part) {
        Map<String, List<String>> uses = ArchitectureTest.uses();
        String top = part.split("\\.")[0];
        boolean belowUsers = !part.equals(top)
                && uses.getOrDefault(top, List.of()).stream()
                        .anyMatch(other -> uses.getOrDefault(other, List.of()).contains(part));
        return belowUsers ? part : top;
    }

    /** The first sentence of a package's Javadoc, as Markdown. */
    private static String door(String part) throws IOException {
        Path folder = Path.of(
                part.equals("scenario") ? "scenarios" : "src/main/java", "io", "orchestress", part.replace('.', '/'));
        Matcher door = DOOR.matcher(Files.readString(folder.resolve("package-info.java")));
        if (!door.find()) {
            throw new IllegalStateException(part + " has no door");
        }
        String text = door.group(1)
                .replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@(?:code|link) (?:[\\w.]+\\.)?(\\w[^}]*)\\}", "`$1`")
                .strip();
        return text.replaceFirst("(?<=[a-z)`])\\. .*|\\.$", "");
    }
}
