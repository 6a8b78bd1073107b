package io.orchestress.transport.token;

import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.process.ProgramOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program that prints a token on its standard output, and nothing else.
 *
 * @param command program and arguments, without a shell
 */
public record TokenCommand(List<String> command) implements TokenSource {
    private static final int MOST_BYTES = 64 << 10;

    public TokenCommand {
        command = List.copyOf(command);
    }

    @Override
    public Token next(Duration within) throws NoTokenException, InterruptedException {
        ProgramOutput ended = ProgramOutput.of(command, within, MOST_BYTES);
        if (ended.failure().isPresent()) {
            throw new NoTokenException(this + " " + ended.failure().get()
                    + (ended.lastError().isEmpty() ? "" : ": " + withoutSecrets(ended.lastError())));
        }
        String printed = ended.output().strip();
        if (printed.isEmpty()) {
            throw new NoTokenException(this + " printed nothing on its standard output");
        }
        try {
            return Token.of(printed, Optional.empty(), TimeSource.SYSTEM.now());
        } catch (NoTokenException e) {
            throw new NoTokenException(this + " printed " + e.why());
        }
    }

    /** Words as long as a secret is are left out: a script that traces itself prints them. */
    private static String withoutSecrets(String line) {
        return line.replaceAll("(?=\\S*\\d)[\\w.~+/=-]{16,}", "…");
    }

    /** Without arguments, which may be secret. */
    @Override
    public String toString() {
        return "the command " + command.get(0);
    }
}
