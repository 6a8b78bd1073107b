package io.orchestress.cli;

import io.orchestress.record.ExitCode;
import io.orchestress.record.Tool;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A project of somebody else's, which has Orchestress as a dependency: what {@link #FILES} lists, and nothing that is there is touched. */
@Command(
        name = "init",
        description = {
            "Creates a Maven project of five files with a first simulation. Existing files are never overwritten.",
            "It needs neither a clone of Orchestress nor its distribution; mvn gatling:test runs it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 created, 2 one of the files exists or cannot be written.",
            "",
            "Example:",
            "  scripts/orchestress init my-load-test"
        })
final class InitCommand implements Callable<Integer> {
    /** Where a file of the project goes, and the resource that it is. */
    private static final Map<String, String> FILES = files();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "folder of the project, created if missing; default: the current folder")
    private Path folder = Path.of(".");

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "init/pom.xml");
        files.put("src/test/java/load/AgentsTest.java", "init/AgentsTest.java.txt");
        files.put("conf/orchestress.conf", "init/orchestress.conf");
        files.put("feeders/tasks.csv", "/feeders/tasks.csv");
        files.put("README.md", "init/README.md");
        return files;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> there = FILES.keySet().stream()
                .map(folder::resolve)
                .filter(file -> Files.exists(file) || Files.isSymbolicLink(file))
                .toList();
        if (!there.isEmpty()) {
            throw new IOException(there.get(0) + " exists; nothing was created or overwritten");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is not a folder");
        }
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, content(file.getValue()), StandardOpenOption.CREATE_NEW);
        }
        if (spec != null) {
            FILES.keySet()
                    .forEach(file -> spec.commandLine()
                            .getOut()
                            .println(Visible.line(folder.resolve(file).toString())));
            spec.commandLine()
                    .getOut()
                    .println("To run it: mvn gatling:test"
                            + (isHere() ? "" : ", in " + Visible.line(folder.toString())));
        }
        return ExitCode.PASSED.status();
    }

    private boolean isHere() {
        return folder.normalize().toString().isEmpty();
    }

    private static String content(String resource) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@orchestress@", Tool.VERSION)
                    .replace("@gatling@", Tool.GATLING_VERSION)
                    .replace("@gatling-maven-plugin@", Tool.GATLING_PLUGIN_VERSION);
        }
    }
}
