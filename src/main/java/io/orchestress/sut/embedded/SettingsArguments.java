package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Bugs;
import io.orchestress.sut.embedded.agent.Bugs.Bug;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Settings as {@code --name=value} and back. Names are those of the components; those of faults begin with {@code faults.}, those of bugs with {@code bugs.}. */
final class SettingsArguments {
    private static final String BUGS = "bugs.";

    private final Map<String, String> values;

    private SettingsArguments(Map<String, String> values) {
        this.values = values;
    }

    static Map<String, Object> values(EmbeddedSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("port", settings.port());
        values.put("workers", settings.workers());
        values.put("queueCapacity", settings.queueCapacity());
        values.put("queue", settings.queue());
        values.put("serviceLaw", settings.serviceLaw());
        values.put("meanServiceMillis", settings.meanServiceMillis());
        values.put("lognormalSigma", settings.lognormalSigma());
        values.put("spawnMillis", settings.spawnMillis());
        values.put("tokensPerSec", settings.tokensPerSec());
        values.put("tokensPerChunk", settings.tokensPerChunk());
        values.put("historySize", settings.historySize());
        values.put("bandwidthBytesPerSec", settings.bandwidthBytesPerSec());
        values.put("seed", settings.seed());
        AgentOptions agent = settings.agent();
        values.put("backend", agent.backend());
        values.put("overheadMillis", agent.overheadMillis());
        values.put("overheadLaw", agent.overheadLaw());
        values.put("tools", agent.tools());
        values.put("tries", agent.tries());
        values.put("callTimeoutMillis", agent.callTimeoutMillis());
        Faults faults = settings.faults();
        values.put("faults.errorRate", faults.errorRate());
        values.put("faults.latencyMillis", faults.latencyMillis());
        values.put("faults.freezeMillis", faults.freezeMillis());
        values.put("faults.hang", faults.hang());
        values.put("faults.dropRate", faults.dropRate());
        values.put("faults.leakBytesPerRequest", faults.leakBytesPerRequest());
        values.put("faults.dieAfterMillis", faults.dieAfterMillis());
        values.put("faults.taskFailureRate", faults.taskFailureRate());
        values.put("faults.garbageRate", faults.garbageRate());
        values.put("faults.bodyBytes", faults.bodyBytes());
        values.put("faults.streamErrorRate", faults.streamErrorRate());
        values.put("faults.streamTruncateRate", faults.streamTruncateRate());
        values.put("faults.streamStallRate", faults.streamStallRate());
        values.put("faults.streamStallMillis", faults.streamStallMillis());
        values.put("faults.streamStallAfterChunks", faults.streamStallAfterChunks());
        values.put("faults.holdStreams", faults.holdStreams());
        values.put("faults.hiddenTokens", faults.hiddenTokens());
        values.put("faults.loseSessions", faults.loseSessions());
        for (Bug bug : Bug.values()) {
            values.put(BUGS + bug.key, bug.every(settings.bugs()));
        }
        return values;
    }

    static EmbeddedSettings read(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        values(EmbeddedSettings.defaults()).forEach((name, value) -> values.put(name, value.toString()));
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("'" + argument + "' is not an argument; expected --name=value");
            }
            String name = argument.substring(2, equals);
            if (values.replace(name, argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException(
                        "no setting is called '" + name + "', there are " + String.join(", ", values.keySet()));
            }
        }
        return new SettingsArguments(values).settings();
    }

    private EmbeddedSettings settings() {
        return EmbeddedSettings.builder()
                .port(whole("port"))
                .workers(whole("workers"))
                .queueCapacity(whole("queueCapacity"))
                .queue(one("queue", QueueOrder.values()))
                .serviceLaw(one("serviceLaw", ServiceLaw.values()))
                .meanServiceMillis(number("meanServiceMillis"))
                .lognormalSigma(number("lognormalSigma"))
                .spawnMillis(longWhole("spawnMillis"))
                .tokensPerSec(number("tokensPerSec"))
                .tokensPerChunk(whole("tokensPerChunk"))
                .historySize(whole("historySize"))
                .bandwidthBytesPerSec(longWhole("bandwidthBytesPerSec"))
                .seed(longWhole("seed"))
                .agent(new AgentOptions(
                        text("backend"),
                        number("overheadMillis"),
                        one("overheadLaw", ServiceLaw.values()),
                        one("tools", AgentOptions.ToolOrder.values()),
                        whole("tries"),
                        longWhole("callTimeoutMillis")))
                .faults(faults())
                .bugs(bugs())
                .build();
    }

    private Bugs bugs() {
        return Bugs.of(bug -> longWhole(BUGS + bug.key));
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }

    private Faults faults() {
        return new Faults(
                number("faults.errorRate"),
                longWhole("faults.latencyMillis"),
                longWhole("faults.freezeMillis"),
                yesNo("faults.hang"),
                number("faults.dropRate"),
                longWhole("faults.leakBytesPerRequest"),
                longWhole("faults.dieAfterMillis"),
                number("faults.taskFailureRate"),
                number("faults.garbageRate"),
                longWhole("faults.bodyBytes"),
                number("faults.streamErrorRate"),
                number("faults.streamTruncateRate"),
                number("faults.streamStallRate"),
                longWhole("faults.streamStallMillis"),
                longWhole("faults.streamStallAfterChunks"),
                yesNo("faults.holdStreams"),
                longWhole("faults.hiddenTokens"),
                yesNo("faults.loseSessions"));
    }

    private int whole(String name) {
        return parsed(name, Integer::valueOf, "a whole number");
    }

    private long longWhole(String name) {
        return parsed(name, Long::valueOf, "a whole number");
    }

    private double number(String name) {
        return parsed(name, Double::valueOf, "a number");
    }

    private boolean yesNo(String name) {
        String value = values.getOrDefault(name, "");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + " is '" + value + "', must be true or false");
        }
        return value.equals("true");
    }

    private <E extends Enum<E>> E one(String name, E[] all) {
        String value = text(name);
        return Arrays.stream(all)
                .filter(each -> each.toString().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is '" + value + "', must be one of " + Arrays.toString(all)));
    }

    private <T> T parsed(String name, Function<String, T> parser, String kind) {
        String value = values.getOrDefault(name, "");
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + value + "', must be " + kind, e);
        }
    }
}
