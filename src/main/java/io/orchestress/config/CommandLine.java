package io.orchestress.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program and its arguments. */
public final class CommandLine {
    /** {@code --api-key=K}, {@code TOKEN=K}, {@code Authorization: K}. */
    private static final Pattern NAMED = Pattern.compile("([^=:\\s]+\\s*[=:]\\s*)(.+)", Pattern.DOTALL);

    private CommandLine() {}

    /** As a shell would be given it, without secrets: the value of whatever is named like one is left out. */
    public static String shown(List<String> command) {
        return redacted(command).stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    static List<String> redacted(List<String> command) {
        List<String> shown = new ArrayList<>();
        boolean secretFollows = false;
        for (String part : command) {
            Matcher named = NAMED.matcher(part);
            if (secretFollows) {
                shown.add(Redaction.REDACTED);
                secretFollows = false;
            } else if (named.matches() && Redaction.isSecret(named.group(1))) {
                shown.add(named.group(1) + Redaction.REDACTED);
            } else {
                shown.add(part);
                secretFollows = part.startsWith("-") && Redaction.isSecret(part);
            }
        }
        return shown;
    }

    private static String quoted(String part) {
        return !part.isEmpty() && part.matches("[\\w@%+=:,./#{}()-]+") ? part : "'" + part.replace("'", "'\\''") + "'";
    }

    /**
     * What is wrong with a command, if anything: it must name a program that can be executed, by a path or by a name in {@code PATH}. A
     * program that comes from a template is not looked for.
     */
    static Optional<String> problem(List<String> command) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            return Optional.of("needs the program and its arguments, for example [\"claude\", \"-p\"]");
        }
        String program = command.get(0);
        if (program.contains("#{") || isExecutable(program)) {
            return Optional.empty();
        }
        return Optional.of(
                program.indexOf(File.separatorChar) >= 0
                        ? "there is no program " + Path.of(program).toAbsolutePath() + " that can be executed"
                        : "there is no program '" + program + "' in PATH; a program elsewhere needs its path");
    }

    private static boolean isExecutable(String program) {
        if (program.indexOf(File.separatorChar) >= 0) {
            return isExecutable(Path.of(program));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> isExecutable(Path.of(folder, program)));
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
