package io.orchestress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documentation together: every relative link, its heading too, leads somewhere, and every page can be reached from the index. */
final class DocumentationLinksTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *#*$");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (Link link : links(page)) {
                if (!Files.exists(link.file())) {
                    broken.add(page + ": " + link.text() + " is no file");
                } else if (!link.heading().isEmpty() && !anchors(link.file()).contains(link.heading())) {
                    broken.add(page + ": " + link.text() + " is no heading of that page");
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheIndex() throws IOException {
        Set<Path> reached = new HashSet<>();
        reach(ROOT.resolve("docs/README.md"), reached);
        assertThat(pages().stream().map(ROOT::resolve).filter(page -> page.startsWith(ROOT.resolve("docs"))))
                .isSubsetOf(reached);
    }

    @Test
    void noPageHoldsTheMarksOfAMerge() throws IOException {
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page))
                    .as(page.toString())
                    .noneMatch(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "));
        }
    }

    /** Oracle: what GitHub makes of such headings. */
    @Test
    void anchorsAreThoseOfGitHub() {
        assertThat(anchors(List.of(
                        "# A `kill -9`, told",
                        "## 7. Verdict, score, grade",
                        "## Same",
                        "## Same",
                        "```",
                        "# code",
                        "```")))
                .containsExactlyInAnyOrder("a-kill--9-told", "7-verdict-score-grade", "same", "same-1");
    }

    private static void reach(Path page, Set<Path> reached) throws IOException {
        if (page.toString().endsWith(".md") && Files.exists(page) && reached.add(page)) {
            for (Link link : links(ROOT.relativize(page))) {
                reach(link.file(), reached);
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            Stream<Path> top =
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path::of);
            return Stream.concat(
                            top,
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** Links of a page to other files of the repository, or within itself. */
    private static List<Link> links(Path page) throws IOException {
        List<Link> links = new ArrayList<>();
        for (String line : prose(Files.readAllLines(page))) {
            Matcher found = LINK.matcher(line.replaceAll("`[^`]*`", ""));
            while (found.find()) {
                String text = found.group(1);
                if (!SCHEME.matcher(text).matches()) {
                    String[] parts = text.split("#", 2);
                    Path here = ROOT.resolve(page);
                    Path file = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]);
                    links.add(new Link(text, file.normalize(), parts.length == 2 ? parts[1] : ""));
                }
            }
        }
        return links;
    }

    private static Set<String> anchors(Path page) throws IOException {
        return anchors(Files.readAllLines(page));
    }

    private static Set<String> anchors(List<String> lines) {
        Map<String, Integer> times = new HashMap<>();
        return prose(lines).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1)
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .map(slug -> {
                    int before = times.merge(slug, 1, Integer::sum) - 1;
                    return before == 0 ? slug : slug + "-" + before;
                })
                .collect(Collectors.toSet());
    }

    /** Without fenced code. */
    private static List<String> prose(List<String> lines) {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose;
    }

    private record Link(String text, Path file, String heading) {}
}
