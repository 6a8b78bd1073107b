package io.orchestress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class or package that the documentation names is there: whoever renames one finds its pages. */
final class DocumentationNamesTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern OURS = Pattern.compile("io\\.orchestress\\.([a-z0-9.]+)(?:\\.([A-Z]\\w*))?");
    private static final Pattern TEST = Pattern.compile("[A-Z]\\w*Test");
    private static final Pattern MADE_IN = Pattern.compile("\\[(`[^\\]]*`[^\\]]*)\\](?!\\()");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*)(?:\\.\\w+)?");

    @Test
    void everyNameOfOursExists() throws IOException {
        Set<String> types = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (String folder : List.of("src/main/java", "src/test/java", "scenarios", "simulations")) {
            collect(Path.of(folder), types, packages);
        }
        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            for (String line : Files.readAllLines(page)) {
                CODE.matcher(line)
                        .results()
                        .map(code -> code.group(1))
                        .filter(code -> !isKnown(code, types, packages))
                        .forEach(code -> unknown.add(page + ": " + code));
                if (page.endsWith("MATH.md")) {
                    MADE_IN.matcher(line)
                            .results()
                            .flatMap(made -> CODE.matcher(made.group(1)).results())
                            .map(code -> code.group(1))
                            .filter(code -> !madeBy(code, types, packages))
                            .forEach(code -> unknown.add(page + ": " + code));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** What is plainly ours: a full name, or a test. */
    private static boolean isKnown(String code, Set<String> types, Set<String> packages) {
        Matcher ours = OURS.matcher(code);
        if (ours.matches()) {
            String inside = ours.group(1).replaceFirst("\\.$", "");
            return packages.contains(inside) && (ours.group(2) == null || types.contains(ours.group(2)));
        }
        return !TEST.matcher(code).matches() || types.contains(code);
    }

    /** What MATH.md names in brackets: a type, with a method perhaps, or a package. */
    private static boolean madeBy(String code, Set<String> types, Set<String> packages) {
        Matcher type = TYPE.matcher(code.substring(code.lastIndexOf('.', Math.max(0, upper(code))) + 1));
        return packages.contains(code) || (type.matches() && types.contains(type.group(1)));
    }

    private static int upper(String code) {
        Matcher upper = Pattern.compile("[A-Z]").matcher(code);
        return upper.find() ? upper.start() : 0;
    }

    private static void collect(Path root, Set<String> types, Set<String> packages) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                types.add(file.getFileName().toString().replace(".java", ""));
                packages.add(root.relativize(file.getParent())
                        .toString()
                        .replace('/', '.')
                        .replaceFirst("^io\\.orchestress\\.?", ""));
            });
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(Path::of),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .toList();
        }
    }
}
