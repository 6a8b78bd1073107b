package io.orchestress.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
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
    VEGETA("vegeta results");

    /** So much of a file tells its format. */
    static final int HEAD_BYTES = 1 << 13;

    private static final Pattern GATLING_BINARY = Pattern.compile("(?s)\0\0\0\0.\\d+\\.\\d+.*");
    private static final Pattern HDR_LINE = Pattern.compile("(?m)^(?:Tag=[^,\n]*,)?[-0-9.E]+,[-0-9.E]+,[-0-9.E]+,HIST");
    private static final Pattern JMETER_HEADER =
            Pattern.compile("(?=.*\\btimeStamp\\b)(?=.*\\belapsed\\b).*\\blabel\\b.*");
    private static final Pattern JMETER_ROW = Pattern.compile("1\\d{12}[,;\t|]\\d+[,;\t|].*");
    private static final Pattern VEGETA_CSV = Pattern.compile("1\\d{18},\\d{1,3},\\d+,.*");

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
        refuseWhatHasAnotherForm(file, text);
        return recognised(text)
                .orElseThrow(() -> new ImportException(
                        file,
                        "is in no known format",
                        Arrays.stream(values()).map(Format::title).collect(Collectors.joining(", "))
                                + "; --from names the format of a file that begins otherwise"));
    }

    private static Optional<Format> recognised(String text) {
        String first = firstLine(text);
        if (text.startsWith("RUN\t") || text.startsWith("ASSERTION\t") || isGatlingBinary(text)) {
            return Optional.of(GATLING);
        }
        if (first.startsWith("{")) {
            boolean point = first.contains("\"metric\"") && first.contains("\"data\"");
            boolean hit = first.contains("\"latency\"") && first.contains("\"timestamp\"");
            return point ? Optional.of(K6) : hit ? Optional.of(VEGETA) : Optional.empty();
        }
        if (first.startsWith("metric_name,")) {
            return Optional.of(K6);
        }
        if (JMETER_HEADER.matcher(first).matches() || JMETER_ROW.matcher(first).matches()) {
            return Optional.of(JMETER);
        }
        return text.startsWith("#[") || HDR_LINE.matcher(text).find() ? Optional.of(HDR) : Optional.empty();
    }

    /** The reader of a file of this format. */
    ForeignFile reader(byte[] head, @Nullable LogUnit unit) {
        String text = new String(head, ISO_8859_1);
        return switch (this) {
            case GATLING -> text.startsWith("\0") ? new GatlingBinary() : new GatlingText();
            case K6 -> text.startsWith("{") ? new K6Json() : new K6Csv();
            case JMETER -> new JMeterCsv();
            case HDR -> new HdrLog(unit);
            case VEGETA -> new VegetaJson();
        };
    }

    /** Tools that write more than one form are told how to write the one that is read. */
    static void refuseWhatHasAnotherForm(Path file, String text) {
        if (text.isBlank()) {
            throw new ImportException(file, "is empty", "a file with at least one request");
        }
        if (text.startsWith("<?xml") || text.startsWith("<testResults")) {
            throw new ImportException(
                    file,
                    "is XML",
                    "JMeter results as CSV: jmeter -Jjmeter.save.saveservice.output_format=csv"
                            + " -Jjmeter.save.saveservice.print_field_names=true");
        }
        if (text.contains("\u0006Result") && text.contains("\u0006Attack")) {
            throw new ImportException(file, "is vegeta's gob", "JSON: vegeta encode --to json " + file.getFileName());
        }
        if (VEGETA_CSV.matcher(firstLine(text)).matches()) {
            throw new ImportException(file, "is vegeta's CSV", "JSON: vegeta encode --to json");
        }
    }

    private static boolean isGatlingBinary(String text) {
        return GATLING_BINARY.matcher(text).matches();
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).stripTrailing();
    }
}
