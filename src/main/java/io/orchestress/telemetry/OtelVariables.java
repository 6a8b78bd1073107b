package io.orchestress.telemetry;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.Origin;
import io.orchestress.text.Named;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment variables of OpenTelemetry, {@code OTEL_…}, each by its name. One that is empty is one that is not set, as the specification has
 * it. A value that is not valid becomes a problem that names the variable, and the default stands in for it; of what may be a secret no value is told.
 */
final class OtelVariables {
    private static final String PREFIX = "OTEL_EXPORTER_OTLP_";

    /** RFC 9110 §5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final Map<String, String> environment;
    private final Consumer<ConfigProblem> problems;

    OtelVariables(Map<String, String> environment, Consumer<ConfigProblem> problems) {
        this.environment = Map.copyOf(environment);
        this.problems = problems;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Only {@code true}, in whatever letters, is true. */
    boolean flag(String name) {
        return text(name).map(value -> value.equalsIgnoreCase("true")).orElse(false);
    }

    /** Whether an exporter is the one that we have: {@code OTEL_METRICS_EXPORTER}, {@code OTEL_TRACES_EXPORTER}. */
    boolean isOtlp(String name) {
        String value = text(name).orElse("otlp").toLowerCase(Locale.ROOT);
        if (!value.equals("otlp") && !value.equals("none")) {
            problem(name, value, "expected otlp or none");
        }
        return value.equals("otlp");
    }

    /** A whole number, 1 at least. */
    Optional<Integer> number(String name, int most) {
        return text(name).flatMap(value -> {
            if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most) {
                return Optional.of(Integer.parseInt(value));
            }
            problem(name, value, "expected a whole number from 1 to " + most);
            return Optional.empty();
        });
    }

    /** A time in milliseconds. */
    Optional<Duration> millis(String name, Duration least) {
        return text(name).flatMap(value -> {
            if (value.matches("\\d{1,9}") && Long.parseLong(value) >= least.toMillis()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(value)));
            }
            problem(name, value, "expected a whole number of milliseconds, " + least.toMillis() + " or more");
            return Optional.empty();
        });
    }

    /** One of several, in whatever letters. */
    <E extends Enum<E> & Named> Optional<E> oneOf(String name, E[] choices) {
        return text(name).flatMap(value -> {
            Optional<E> chosen = Stream.of(choices)
                    .filter(choice -> choice.configName().equalsIgnoreCase(value))
                    .findFirst();
            if (chosen.isEmpty()) {
                problem(
                        name,
                        value,
                        "expected one of "
                                + Stream.of(choices).map(Named::configName).collect(Collectors.joining(", ")));
            }
            return chosen;
        });
    }

    /** Attributes {@code key=value,key=value}, values percent-encoded. */
    Map<String, String> attributes(String name) {
        return pairs(name, text(name).orElse(""), false);
    }

    /** Name of a variable of one signal, or of both where only that is set: {@code OTEL_EXPORTER_OTLP_METRICS_TIMEOUT} before {@code OTEL_EXPORTER_OTLP_TIMEOUT}. */
    String name(String signal, String what) {
        String own = PREFIX + signal + "_" + what;
        return text(own).isPresent() ? own : PREFIX + what;
    }

    /** Whether an endpoint is set at all. */
    boolean hasEndpoint() {
        return Stream.of(PREFIX + "ENDPOINT", PREFIX + "METRICS_ENDPOINT", PREFIX + "TRACES_ENDPOINT")
                .anyMatch(name -> text(name).isPresent());
    }

    /**
     * How a signal goes.
     *
     * @param signal {@code METRICS} or {@code TRACES}
     * @param given endpoint of our own configuration, in place of the general one
     */
    OtlpSignal signal(String signal, Optional<URI> given) {
        OtlpSignal.Protocol protocol =
                oneOf(name(signal, "PROTOCOL"), OtlpSignal.Protocol.values()).orElse(OtlpSignal.Protocol.HTTP);
        Optional<Path> key = file(name(signal, "CLIENT_KEY"));
        Optional<Path> proof = file(name(signal, "CLIENT_CERTIFICATE"));
        if (key.isPresent() != proof.isPresent()) {
            problem(
                    name(signal, key.isPresent() ? "CLIENT_KEY" : "CLIENT_CERTIFICATE"),
                    "",
                    "a key and a certificate belong together; valid: " + PREFIX + "CLIENT_KEY and " + PREFIX
                            + "CLIENT_CERTIFICATE, or neither");
        }
        String headers = name(signal, "HEADERS");
        return new OtlpSignal(
                protocol,
                endpoint(signal, protocol, given),
                pairs(headers, text(headers).orElse(""), true),
                millis(name(signal, "TIMEOUT"), Duration.ofMillis(1)).orElse(Duration.ofSeconds(10)),
                oneOf(name(signal, "COMPRESSION"), Compression.values()).orElse(Compression.NONE) == Compression.GZIP,
                file(name(signal, "CERTIFICATE")),
                key,
                proof);
    }

    /** As they are named. */
    private enum Compression implements Named {
        NONE,
        GZIP
    }

    private URI endpoint(String signal, OtlpSignal.Protocol protocol, Optional<URI> given) {
        URI usual = URI.create("http://localhost:" + protocol.port());
        String own = PREFIX + signal + "_ENDPOINT";
        if (text(own).isPresent()) {
            URI endpoint = url(own).orElse(usual);
            return protocol == OtlpSignal.Protocol.GRPC ? base(endpoint) : endpoint; // of HTTP it is used as it is
        }
        URI base = given.or(() -> url(PREFIX + "ENDPOINT")).orElse(usual);
        if (protocol == OtlpSignal.Protocol.GRPC) {
            return base(base);
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return URI.create(
                base(base) + (path.endsWith("/") ? path : path + "/") + "v1/" + signal.toLowerCase(Locale.ROOT));
    }

    private static URI base(URI url) {
        return URI.create(Origin.of(url).toString());
    }

    private Optional<URI> url(String name) {
        return text(name).flatMap(value -> {
            try {
                return Optional.of(Origin.url(value));
            } catch (IllegalArgumentException e) {
                problem(name, value, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private Optional<Path> file(String name) {
        return text(name).flatMap(value -> {
            Path file = Path.of(value);
            try {
                String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (pem.contains("-----BEGIN ") && (name.endsWith("KEY") || isCertificate(pem))) {
                    return Optional.of(file);
                }
                problem(name, value, "it is not in PEM; valid: a file in PEM");
            } catch (IOException e) {
                problem(name, value, "there is no such file that can be read; valid: a file in PEM");
            }
            return Optional.empty();
        });
    }

    private static boolean isCertificate(String pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    /** As W3C Baggage has it, without properties. */
    private Map<String, String> pairs(String name, String text, boolean headers) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String member : List.of(text.split(",", -1))) {
            int equals = member.indexOf('=');
            String key = equals < 0 ? "" : decoded(member.substring(0, equals).strip());
            String value =
                    equals < 0 ? "" : decoded(member.substring(equals + 1).strip());
            boolean bad =
                    headers && (!TOKEN.matcher(key).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t'));
            if (!member.isBlank() && (key.isEmpty() || bad)) {
                problem(
                        name,
                        "",
                        "expected key=value, separated by commas, values percent-encoded"
                                + (headers ? ", keys as names of HTTP headers" : ""));
                return Map.of();
            }
            if (!member.isBlank()) {
                pairs.put(headers ? key.toLowerCase(Locale.ROOT) : key, value);
            }
        }
        return pairs;
    }

    /** A percent sign that encodes nothing stands for itself; a plus sign always does. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void problem(String name, String value, String message) {
        problems.accept(new ConfigProblem(name, value, "the environment", message));
    }
}
