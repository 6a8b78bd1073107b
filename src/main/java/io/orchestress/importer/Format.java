package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be imported. */
public enum Format {
    GATLING("Gatling simulation.log"),
    K6("k6 points"),
    JMETER("JMeter results"),
    HDR("HdrHistogram interval log"),
    VEGETA("vegeta results"),
    HEY("hey's CSV"),
    OHA("oha's CSV"),
    AIPERF("aiperf records"),
    GUIDELLM("guidellm benchmarks"),
    VLLM("vLLM bench serve, detailed");

    /** So much of a file tells its format. */
    static final int HEAD_BYTES = 1 << 13;

    private static final Pattern GATLING_BINARY = Pattern.compile("(?s)\0\0\0\0.\\d+\\.\\d+.*");
    private static final Pattern HDR_LINE = Pattern.compile("(?m)^(?:Tag=[^,\n]*,)?[-0-9.E]+,[-0-9.E]+,[-0-9.E]+,HIST");
    private static final Pattern JMETER_HEADER =
            Pattern.compile("(?=.*\\btimeStamp\\b)(?=.*\\belapsed\\b).*\\blabel\\b.*");
    private static final Pattern JMETER_ROW = Pattern.compile("1\\d{12}[,;\t|]\\d+[,;\t|].*");

    private final String title;

    Format(String title) {
        this.title = title;
    }

    /** As in {@code --from}: {@code gatling}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code Gatling simulation.log}. */
    public String title() {
        return title;
    }

    /**
     * Recognises a file by how it begins.
     *
     * @throws ImportException when it is none that can be imported
     */
    static Format detect(Path file, byte[] head) {
        String text = new String(head, ISO_8859_1);
        JsonHead json = JsonHead.of(new String(head, UTF_8));
        refuseOtherForms(file, text, json);
        return recognised(text, json)
                .orElseThrow(() -> new ImportException(
                        file,
                        "is in no known format",
                        Arrays.stream(values()).map(Format::title).collect(Collectors.joining(", "))
                                + "; --from names the format of a file that begins otherwise; a tool that writes none of"
                                + " them can write CSV with the header timeStamp,elapsed,label,responseCode,success"));
    }

    private static Optional<Format> recognised(String text, JsonHead json) {
        String first = firstLine(text);
        if (text.startsWith("RUN\t") || text.startsWith("ASSERTION\t") || isGatlingBinary(text)) {
            return Optional.of(GATLING);
        }
        if (!json.fields().isEmpty()) {
            return ofJson(json);
        }
        if (first.startsWith("metric_name,")) {
            return Optional.of(K6);
        }
        if (first.startsWith("response-time,DNS+dialup,DNS,")) {
            return Optional.of(HEY);
        }
        if (first.startsWith("request-start,DNS,DNS+dialup,")) {
            return Optional.of(OHA);
        }
        if (JMETER_HEADER.matcher(first).matches() || JMETER_ROW.matcher(first).matches()) {
            return Optional.of(JMETER);
        }
        return text.startsWith("#[") || HDR_LINE.matcher(text).find() ? Optional.of(HDR) : Optional.empty();
    }

    private static Optional<Format> ofJson(JsonHead json) {
        if (json.has("metric") && (json.has("data") || json.has("type"))) {
            return Optional.of(K6);
        }
        if (json.has("latency", "timestamp") && !json.isStructure("latency")) {
            return Optional.of(VEGETA);
        }
        if (json.has("metadata.request_start_ns") || json.has("metadata.request_end_ns")) {
            return Optional.of(AIPERF);
        }
        if (json.has("metadata.guidellm_version") || json.has("benchmarks")) {
            return Optional.of(GUIDELLM);
        }
        return json.has("backend", "num_prompts") || json.has("completed", "request_throughput")
                ? Optional.of(VLLM)
                : Optional.empty();
    }

    /**
     * The reader of a file of this format.
     *
     * @param fileTime when the file was changed last
     */
    ForeignFile reader(byte[] head, @Nullable LogUnit unit, Instant fileTime) {
        String text = new String(head, ISO_8859_1);
        return switch (this) {
            case GATLING -> text.startsWith("\0") ? new GatlingBinary() : new GatlingText();
            case K6 -> text.stripLeading().startsWith("{") || text.contains("\n{") ? new K6Json() : new K6Csv();
            case JMETER -> new JMeterCsv();
            case HDR -> new HdrLog(unit);
            case VEGETA -> new VegetaJson();
            case HEY, OHA -> new RelativeCsv(this, fileTime);
            case AIPERF -> new AiperfJson();
            case GUIDELLM -> new GuidellmJson();
            case VLLM -> new VllmJson();
        };
    }

    /**
     * Whoever has a form that is not read is told what he has, and how to write one that is.
     *
     * @throws ImportException when it is such a form
     */
    static void refuseOtherForms(Path file, byte[] head) {
        refuseOtherForms(file, new String(head, ISO_8859_1), JsonHead.of(new String(head, UTF_8)));
    }

    private static void refuseOtherForms(Path file, String text, JsonHead json) {
        if (text.isBlank()) {
            throw new ImportException(file, "is empty", "a file with at least one request");
        }
        UnsupportedForm.refuse(file, text, json);
    }

    private static boolean isGatlingBinary(String text) {
        return GATLING_BINARY.matcher(text).matches();
    }

    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).stripTrailing();
    }
}
