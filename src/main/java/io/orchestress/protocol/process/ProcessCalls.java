package io.orchestress.protocol.process;

import io.orchestress.protocol.Call;
import io.orchestress.protocol.Template;
import io.orchestress.transport.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The command of {@code orchestress.protocols.process}. */
public final class ProcessCalls {
    private final List<Template> command;
    private final Template input;
    private final Set<Integer> successExitCodes;
    private final Optional<Pattern> output;

    public ProcessCalls(ProcessSettings settings) {
        command = settings.command().stream().map(Template::new).toList();
        input = new Template(settings.input());
        successExitCodes = Set.copyOf(settings.successExitCodes());
        output = settings.output().isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(settings.output()));
    }

    /** Returns the names of all values that the templates hold. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(input.names());
        command.forEach(part -> names.addAll(part.names()));
        return names;
    }

    /** @param values of all {@link #names} */
    public Call task(Map<String, String> values) {
        List<String> filled = command.stream().map(part -> part.plain(values)).toList();
        byte[] typed = input.plain(values).getBytes(StandardCharsets.UTF_8);
        return new Call(
                new Outbound.Command(filled, typed, Map.of()), () -> new ProcessAnswer(successExitCodes, output));
    }
}
