package io.orchestress.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program and its arguments. */
public final class CommandLine {
    /** {@code --api-key=K}, {@code TOKEN=K}, {@code Authorization: K}. */
    private static final Pattern NAMED = Pattern.compile("([^=:\\s]+\\s*[=:]\\s*)(.+)", Pattern.DOTALL);

    private static final Pattern FLAG = Pattern.compile("--?[A-Za-z][A-Za-z-]{0,40}");
    private static final Pattern FLAG_WITH_VALUE = Pattern.compile("(--?[A-Za-z][A-Za-z-]{0,40}=).+", Pattern.DOTALL);
    private static final Pattern TEMPLATE = Pattern.compile("(?:--?[A-Za-z][A-Za-z-]{0,40}=)?#\\{[a-z]+}");

    /** Flags of curl and its like, what follows which is a user's name and password. */
    private static final Set<String> WITH_SECRET = Set.of("-u", "--user", "--proxy-user", "-U");

    /** Keys as they are issued, wherever they stand. */
    private static final Pattern KEY = Pattern.compile("\\b(?:sk|pk|ghp|gho|xox[abp])[-_][\\w-]{12,}");

    private CommandLine() {}

    /** As a shell would be given it, without secrets: the value of whatever is named like one is left out. */
    public static String shown(List<String> command) {
        return redacted(command).stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /** Of a hook or a control: the program, and what it is told but for values. */
    public static String shownWithoutValues(List<String> command) {
        return withoutValues(command).stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
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
                shown.add(KEY.matcher(Redaction.withoutAddressSecrets(part))
                        .replaceAll(Matcher.quoteReplacement(Redaction.REDACTED)));
                secretFollows =
                        FLAG.matcher(part).matches() && (Redaction.isSecret(part) || WITH_SECRET.contains(part));
            }
        }
        return shown;
    }

    /**
     * The program, files that are there, names of flags, and what comes from a template: what hooks and controls are given beside that is nobody's
     * business, and may be a secret by whatever name.
     */
    static List<String> withoutValues(List<String> command) {
        List<String> shown = new ArrayList<>();
        for (String part : command) {
            boolean first = shown.isEmpty() || isFile(part);
            Matcher named = FLAG_WITH_VALUE.matcher(part);
            if (first || TEMPLATE.matcher(part).matches() || FLAG.matcher(part).matches()) {
                shown.add(Redaction.withoutAddressSecrets(part));
            } else if (named.matches()) {
                shown.add(named.group(1) + Redaction.REDACTED);
            } else {
                shown.add(Redaction.REDACTED);
            }
        }
        return shown;
    }

    private static boolean isFile(String part) {
        try {
            return part.indexOf(File.separatorChar) >= 0 && Files.isRegularFile(Path.of(part));
        } catch (InvalidPathException e) {
            return false;
        }
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
                        ? "there is no program " + program
                                + (Path.of(program).isAbsolute()
                                        ? ""
                                        : " in " + Path.of("").toAbsolutePath())
                                + " that can be executed"
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
