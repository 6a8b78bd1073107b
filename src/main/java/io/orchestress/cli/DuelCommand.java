package io.orchestress.cli;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.duel.DuelRefusedException;
import io.orchestress.duel.Duels;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds two targets against each other. */
@Command(
        name = "duel",
        description = {
            "Decides whether a candidate is worse than a baseline, by pairs of short runs; stops as soon as it is decided.",
            "Each run has its own record. A run on a disturbed machine is repeated, whatever it measured."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 not worse, 1 worse or undecided, 2 could not be run, 130 or 143 ended by a signal.",
            "",
            "Examples:",
            "  scripts/orchestress duel \\",
            "    --baseline http://127.0.0.1:8080 --candidate http://127.0.0.1:8081",
            "  scripts/orchestress duel SpikeTest --length '2 min' \\",
            "    --baseline http://127.0.0.1:8080 \\",
            "    --baseline-start 'bin/serve --port 8080' \\",
            "    --candidate http://127.0.0.1:8081 \\",
            "    --candidate-start '../next/bin/serve --port 8081'",
            "  scripts/orchestress duel --baseline embedded --candidate embedded \\",
            "    --at-once --length '10 s' --candidate-set embedded.mean-service-time='60 ms'",
            "",
            "docs/duel.md explains what is run, how it is decided, and how long it takes."
        })
final class DuelCommand implements Callable<Integer> {
    private static final String DUEL = "orchestress.duel.";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--baseline", paramLabel = "URL", description = "target to compare with; or embedded")
    private @Nullable String baseline;

    @Option(names = "--candidate", paramLabel = "URL", description = "target under question; or embedded")
    private @Nullable String candidate;

    @Option(
            names = "--baseline-start",
            paramLabel = "CMD",
            description = "program and arguments, run without a shell, that serve at that URL; stopped after the duel")
    private @Nullable String baselineStart;

    @Option(names = "--candidate-start", paramLabel = "CMD", description = "likewise")
    private @Nullable String candidateStart;

    @Option(
            names = "--baseline-set",
            paramLabel = "KEY=VALUE",
            description = "a setting for the baseline's runs only; keys of embedded or resources")
    private Map<String, String> baselineSettings = new LinkedHashMap<>();

    @Option(names = "--candidate-set", paramLabel = "KEY=VALUE", description = "likewise")
    private Map<String, String> candidateSettings = new LinkedHashMap<>();

    @Option(
            names = "--at-once",
            description = "runs both of a pair at the same time, if the machine has capacity for both")
    private boolean atOnce;

    @Option(names = "--length", paramLabel = "DURATION", description = "duration of a run; default: 60 s")
    private @Nullable String length;

    @Option(names = "--pairs", paramLabel = "N", description = "maximum number of pairs; default: 16")
    private @Nullable String pairs;

    @Option(
            names = "--equals",
            description = "both sides are identical: measures the noise of this machine, which later duels use")
    private boolean areEqual;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "a setting, or config=FILE, as for a run")
    private Map<String, String> given = new LinkedHashMap<>();

    @Parameters(
            arity = "0..1",
            paramLabel = "SIMULATION",
            description = "simulation whose load both receive; default: ${DEFAULT-VALUE}, short and steady")
    private String simulation = "DuelTest";

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command().commandLine().getOut();
        PrintWriter err = command().commandLine().getErr();
        Properties properties = properties();
        Settings settings = SettingsLoader.load(properties);
        if (!settings.duel().isAsked()) {
            throw new ParameterException(
                    command().commandLine(), "a duel needs --baseline and --candidate, each a URL or embedded");
        }
        try {
            return Duels.run(simulationClass(), properties, settings, stream(out))
                    .status();
        } catch (DuelRefusedException e) {
            err.println(Visible.line("Not run: " + e.why()));
            err.flush();
            return ExitCode.NOT_RUN.status();
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(given);
        set(properties, "baseline", baseline);
        set(properties, "candidate", candidate);
        set(properties, "length", length);
        set(properties, "pairs", pairs);
        set(properties, "baseline-start", baselineStart == null ? null : RecordJson.text(words(baselineStart)));
        set(properties, "candidate-start", candidateStart == null ? null : RecordJson.text(words(candidateStart)));
        set(properties, "at-once", atOnce ? "true" : null);
        set(properties, "equals", areEqual ? "true" : null);
        baselineSettings.forEach((key, value) -> set(properties, "baseline-settings." + key, value));
        candidateSettings.forEach((key, value) -> set(properties, "candidate-settings." + key, value));
        return properties;
    }

    private static void set(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(DUEL + key, value);
        }
    }

    /** At blanks, but for those in quotation marks of either kind. */
    private static List<String> words(String command) {
        return new StringTokenizer(command, StringMatcherFactory.INSTANCE.spaceMatcher())
                .setQuoteMatcher(StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
    }

    private String simulationClass() {
        String name = simulation.contains(".") ? simulation : "load." + simulation;
        try {
            Class.forName(name, false, DuelCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ParameterException(command().commandLine(), "there is no simulation '" + simulation + "'", e);
        }
        return name;
    }

    private static PrintStream stream(PrintWriter out) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int oneByte) {
                        write(new byte[] {(byte) oneByte}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int count) {
                        out.print(new String(bytes, from, count, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void flush() {
                        out.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
