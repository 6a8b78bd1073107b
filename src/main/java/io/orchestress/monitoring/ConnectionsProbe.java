package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Open TCP connections at a port of this machine, from the tables of Linux; elsewhere asking costs too much, and they are missing. */
final class ConnectionsProbe implements ResourceProbe {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final int LOCAL = 1;
    private static final int STATE = 3;

    private final List<Path> tables;
    private final String suffix;

    private ConnectionsProbe(List<Path> tables, int port) {
        this.tables = tables;
        this.suffix = String.format(Locale.ROOT, ":%04X", port);
    }

    /** Empty where there are no such tables. */
    static Optional<ConnectionsProbe> at(int port) {
        List<Path> readable = TABLES.stream().filter(Files::isReadable).toList();
        return readable.isEmpty() ? Optional.empty() : Optional.of(new ConnectionsProbe(readable, port));
    }

    @Override
    public String subject() {
        return ResourceName.TARGET;
    }

    @Override
    public void read(long nanos, Sink sink) {
        long open = 0;
        for (Path table : tables) {
            try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
                open += lines.filter(this::isOpen).count();
            } catch (IOException e) {
                throw new UnreadableException("the TCP connection table cannot be read", e);
            }
        }
        sink.add(ResourceName.CONNECTIONS, open);
    }

    private boolean isOpen(String line) {
        String[] columns = line.strip().split("\\s+", STATE + 2);
        return columns.length > STATE && columns[LOCAL].endsWith(suffix) && columns[STATE].equals(ESTABLISHED);
    }
}
