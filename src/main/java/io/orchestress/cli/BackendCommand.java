package io.orchestress.cli;

import io.orchestress.backend.Backend;
import io.orchestress.backend.BackendSettings;
import io.orchestress.backend.StdioBridge;
import io.orchestress.config.Origin;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.ExitCode;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scripted backend alone. */
@Command(
        name = "backend",
        description = {
            "Starts scripted models and tools, which a target calls instead of its providers, until it is stopped.",
            "It speaks OpenAI chat completions, Responses and embeddings, Anthropic Messages and MCP, and costs no token."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 stopped, 2 could not be started, such as when the port is in use or the script is wrong.",
            "",
            "Examples:",
            "  scripts/orchestress backend",
            "  scripts/orchestress backend --port 4200 --script conf/backend-example.conf",
            "  scripts/orchestress backend --stdio --url http://127.0.0.1:4111/mcp",
            "",
            "docs/backend.md explains scripts."
        })
final class BackendCommand implements Callable<Integer> {
    private static final String KEYS = "orchestress.backend.";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", description = "to listen at; 0: any free one; default: 4111")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "to listen at; default: 127.0.0.1, this machine only")
    private @Nullable String host;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "what models and tools do; default: a script for any target")
    private @Nullable String script;

    @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn; default: 1")
    private @Nullable String seed;

    @Option(names = "--journal", paramLabel = "FILE", description = "of all calls, JSON lines; default: none")
    private @Nullable String journal;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "a setting, or config=FILE")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--stdio", description = "serves MCP over standard input and output, by the backend at --url")
    private boolean stdio;

    @Option(names = "--url", paramLabel = "URL", description = "with --stdio: the MCP URL of a backend that runs")
    private @Nullable String url;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (stdio != (url != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--stdio and --url go together, such as --stdio --url http://127.0.0.1:4111/mcp");
        }
        if (url != null) {
            bridge(command, url);
            return ExitCode.PASSED.status();
        }
        Backend backend = Backend.start(settings());
        PrintWriter out = command.commandLine().getOut();
        Backend.lines(backend.url()).forEach(out::println);
        out.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(backend, out), "backend-end"));
        Thread.currentThread().join();
        return ExitCode.PASSED.status();
    }

    private static void end(Backend backend, PrintWriter out) {
        backend.close();
        backend.summary().forEach(line -> out.println(Visible.line(line)));
        out.flush();
    }

    private static void bridge(CommandSpec command, String url) throws IOException, InterruptedException {
        URI at;
        try {
            at = Origin.url(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--url is " + url + ": " + e.getMessage(), e);
        }
        new StdioBridge(at, command.commandLine().getOut()).run(System.in);
    }

    private BackendSettings settings() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(given);
        put(properties, "port", port);
        put(properties, "host", host);
        put(properties, "script", script);
        put(properties, "seed", seed);
        put(properties, "journal", journal);
        return SettingsLoader.load(properties).part(BackendSettings.class);
    }

    private static void put(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(KEYS + key, value);
        }
    }
}
