package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.SettingsLoader;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import io.orchestress.transport.process.ProcessSignals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;

/**
 * The backend as a process of a run. It takes its settings from system properties, writes one line {@code listening URL} to standard output,
 * and reads lines from standard input: {@code journal FILE} says where calls are written. When that input ends, the process does: it closes
 * the journal and writes {@code counts JSON} and the lines of its summary. Ends with status 2 when it cannot start.
 */
public final class BackendMain {
    static final String LISTENING = "listening ";
    static final String COUNTS = "counts ";
    static final String SAYS = "says ";
    static final String JOURNAL = "journal ";

    private static final int NOT_RUN = 2;

    private BackendMain() {}

    public static void main(String[] arguments) throws IOException {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // Ctrl-C goes to the whole group: the run that started this one ends it when it has ended itself.
        List.of("INT", "HUP", "TERM").forEach(signal -> ProcessSignals.watch(signal, number -> {}));
        Backend backend;
        try {
            BackendSettings settings =
                    SettingsLoader.load(System.getProperties()).part(BackendSettings.class);
            WarmUp.run(settings);
            backend = Backend.start(settings);
        } catch (InvalidConfigException | IOException e) {
            Console.err().println(Visible.line(String.valueOf(e.getMessage())));
            System.exit(NOT_RUN);
            return;
        }
        Console.out().println(LISTENING + backend.url());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.startsWith(JOURNAL)) {
                backend.writeTo(Path.of(line.substring(JOURNAL.length())));
            }
        }
        backend.close();
        backend.summary().forEach(line -> Console.out().println(SAYS + Visible.line(line)));
        Console.out().println(COUNTS + Visible.json(new ObjectMapper().writeValueAsString(backend.view())));
        Runtime.getRuntime().halt(0);
    }
}
