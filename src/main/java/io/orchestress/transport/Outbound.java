package io.orchestress.transport;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A message to a target. */
public sealed interface Outbound {

    /**
     * An HTTP/1.1 request.
     *
     * @param uri absolute
     * @param headers in their order: of those that differ in upper and lower case only, the last is sent. The wire adds Content-Length, and
     *     Host when it is not among them
     * @param body empty: none
     */
    record Http(String method, URI uri, Map<String, String> headers, byte[] body) implements Outbound {
        public Http {
            if (!uri.isAbsolute() || uri.getHost() == null) {
                throw new IllegalArgumentException("not an absolute URL: " + uri);
            }
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            Objects.requireNonNull(body, "body is null");
        }
    }

    /**
     * A process that is started for this one exchange, gets {@code input} on its standard input, and is killed with its children at the
     * timeout. Its exit code is the status, its standard output the body.
     *
     * @param command program and arguments, as they are: no shell
     * @param environment added to that of this process
     */
    record Command(List<String> command, byte[] input, Map<String, String> environment) implements Outbound {
        public Command {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command without a program");
            }
        }
    }

    /**
     * One line to a child process that lives as long as the wire. Lines that it writes reach the receivers as events, all of them until
     * each has said that it has seen enough.
     *
     * @param answered false for a notification: it ends when it is written
     * @param aside said to a process that has asked for it: it starts none, and nobody waits for it
     */
    record Line(String text, boolean answered, boolean aside) implements Outbound {
        public Line(String text, boolean answered) {
            this(text, answered, false);
        }

        public Line {
            if (text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line with a line break in it");
            }
        }
    }
}
