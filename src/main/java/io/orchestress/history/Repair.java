package io.orchestress.history;

import io.orchestress.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Sets a damaged store aside, so that a new one can take its place. */
final class Repair {
    /** The store last: whoever opens it meanwhile must not be given the old write-ahead log with a new store. */
    private static final List<String> SUFFIXES = List.of("-wal", "-shm", "");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Repair() {}

    static Store open(Path file, Instant now, Consumer<String> said) {
        try {
            return Store.open(file);
        } catch (HistoryException e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            return replaced(file, now, said);
        }
    }

    /** Of several processes that find the damage at once, one sets the store aside; the others find the new one. */
    private static Store replaced(Path file, Instant now, Consumer<String> said) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".repair");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            try {
                return Store.open(file);
            } catch (HistoryException e) {
                if (e.kind() != Kind.DAMAGED || !lock.isValid()) {
                    throw e;
                }
                Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + TIME.format(now));
                setAside(file, aside);
                said.accept(e.getMessage() + "; it was set aside as " + aside);
                return Store.open(file);
            }
        } catch (IOException e) {
            throw new HistoryException(Kind.UNUSABLE, file, "is damaged and cannot be set aside: " + e, e);
        }
    }

    private static void setAside(Path file, Path aside) throws IOException {
        for (String suffix : SUFFIXES) {
            Path part = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(part)) {
                Files.move(part, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
    }
}
