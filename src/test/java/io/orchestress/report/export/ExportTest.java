package io.orchestress.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.analysis.Findings;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.testkit.Comparisons;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {
    private static final Findings RUN =
            SyntheticComparison.in(SyntheticFindings.spike().agents().build(), SyntheticComparison.failing());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"run.json, JSON", "run.CSV, CSV", "a.b.xlsx, XLSX", "run.pdf, PDF", "run.txt,", "json,", "run,", "run.,"
    })
    void theEndingDecides(String name, KnownExport format) throws IOException {
        assertThat(ExportFormats.of(Path.of(name))).isEqualTo(Optional.<ExportFormat>ofNullable(format));
    }

    @Test
    void theDocumentHoldsAllFindings() throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readString(export(RUN, KnownExport.JSON)));
        assertThat(json.get("exportVersion").asInt()).isEqualTo(1);
        assertThat(json.at("/record/runId").asText()).isEqualTo(RUN.record().runId());
        assertThat(json.at("/record/comparison/changes")).hasSize(8);
        assertThat(json.at("/timeline/bins")).hasSize(300);
        assertThat(json.at("/agentTimeline/bins")).hasSize(300);
        assertThat(json.at("/spectra")).hasSize(RUN.spectra().size());
        assertThat(json.at("/heatMap/cells")).hasSize(RUN.heatMap().cells().size());
    }

    @Test
    void aLineOfTheTablePerFigure() throws IOException {
        List<CSVRecord> rows = csv(export(RUN, KnownExport.CSV));
        RequestResult steady = RUN.record().phases().get(1).total();
        Latency latency = steady.latencyMicros();
        assertThat(latency).isNotNull();
        assertThat(value(rows, "steady", "*", "requests", "requests")).isEqualTo(steady.count());
        assertThat(value(rows, "steady", "*", "p95", "ms")).isEqualTo(latency.p95() / 1e3);
        assertThat(value(rows, "*", "*", "tasks.good", "tasks")).isEqualTo(2160);
        assertThat(rows).allSatisfy(row -> assertThat(row.get("value")).matches("-?\\d+(\\.\\d+)?"));
    }

    @Test
    void whatATargetSentIsNoFormulaInTheTable() throws IOException {
        Findings evil = SyntheticFindings.spike()
                .withoutPhases()
                .phase("=HYPERLINK(\"http://x\")", "steady", false, 60, 100)
                .build();
        assertThat(csv(export(evil, KnownExport.CSV)))
                .extracting(row -> row.get("phase"))
                .contains("'=HYPERLINK(\"http://x\")")
                .noneMatch(phase -> phase.startsWith("="));
    }

    @Test
    void theWorkbookHoldsFiguresAsNumbers() throws IOException {
        try (ReadableWorkbook book =
                new ReadableWorkbook(export(RUN, KnownExport.XLSX).toFile())) {
            assertThat(book.getSheets().map(Sheet::getName))
                    .containsExactly(
                            "Summary",
                            "Phases × requests",
                            "Issues",
                            "Gates",
                            "Time line",
                            "Comparison",
                            "Configuration");
            List<Row> requests = rows(book, "Phases × requests");
            Row steady = requests.stream()
                    .filter(row -> row.getCellText(0).equals("steady")
                            && row.getCellText(1).equals("*"))
                    .findFirst()
                    .orElseThrow();
            RequestResult expected = RUN.record().phases().get(1).total();
            assertThat(steady.getCell(3).getType()).isEqualTo(CellType.NUMBER);
            assertThat(steady.getCell(3).asNumber().longValue()).isEqualTo(expected.count());
            assertThat(steady.getCell(9).asNumber().doubleValue())
                    .isEqualTo(
                            expected.latencyMicros() == null
                                    ? -1
                                    : expected.latencyMicros().p95() / 1e3);
            assertThat(rows(book, "Time line")).hasSize(301);
            Row cost = rows(book, "Comparison").stream()
                    .filter(row -> row.getCellText(0).equals("cost.per-task"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cost.getCell(8).asNumber().doubleValue()).isEqualTo(2.2);
            assertThat(rows(book, "Gates")).hasSize(7);
        }
    }

    @Test
    void noSheetHoldsAFormulaAndEveryHeaderIsFrozen() throws IOException {
        Findings evil = SyntheticComparison.in(
                SyntheticFindings.spike()
                        .withoutPhases()
                        .phase("=1+1", "steady", false, 60, 100)
                        .build(),
                Comparisons.hostile());
        Path file = export(evil, KnownExport.XLSX);
        int sheets = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith("xl/worksheets/sheet")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        assertThat(xml).doesNotContain("<f>", "<f ").contains("state=\"frozen\"");
                        sheets++;
                    }
                }
            }
        }
        assertThat(sheets).isEqualTo(7);
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
            assertThat(rows(book, "Phases × requests"))
                    .anySatisfy(row -> assertThat(row.getCellText(0)).isEqualTo("=1+1"));
        }
    }

    @Test
    void hardFindingsFitEveryFormatOfFigures() throws IOException {
        for (Findings findings : List.of(HardFindings.hostile(), SyntheticFindings.nothing())) {
            for (ExportFormat format : List.of(KnownExport.JSON, KnownExport.CSV, KnownExport.XLSX)) {
                assertThat(export(findings, format)).isNotEmptyFile();
            }
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaidAndNothingIsLeftBehind() {
        Path file = folder.resolve("none").resolve("run.json");
        assertThatThrownBy(() -> Export.write(RUN, KnownExport.JSON, file, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run.json cannot be written: its folder must exist");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBrowserThatIsNoneIsSaid() throws IOException {
        Path text = Files.writeString(folder.resolve("browser"), "");
        assertThatThrownBy(() -> export(RUN, KnownExport.PDF, Optional.of(text)))
                .hasMessageContaining(
                        "--browser " + text + " is not an executable program (valid: Chromium or Chrome)");
        assertThat(PdfReport.find(folder.toString())).isEmpty();
    }

    @Test
    void aBrowserThatPrintsNothingIsSaidWithItsWords() throws IOException {
        Path liar = Files.writeString(folder.resolve("liar"), "#!/bin/sh\necho no display >&2\nexit 3\n");
        assumeTrue(liar.toFile().setExecutable(true), "no programs here");
        assertThatThrownBy(() -> export(RUN, KnownExport.PDF, Optional.of(liar)))
                .hasMessageContaining("did not print a PDF, it ended with 3: no display");
        assertThat(folder).isDirectoryNotContaining("glob:**pdf*");
    }

    @Tag("slow")
    @Test
    void theReportIsPrinted() throws IOException {
        Path chromium = Path.of("/usr/bin/chromium");
        assumeTrue(Files.isExecutable(chromium), "no browser at " + chromium);
        byte[] pdf = Files.readAllBytes(export(RUN, KnownExport.PDF, Optional.of(chromium)));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.length).isGreaterThan(50_000);
    }

    private Path export(Findings findings, ExportFormat format) throws IOException {
        return export(findings, format, Optional.empty());
    }

    private Path export(Findings findings, ExportFormat format, Optional<Path> browser) throws IOException {
        Path file = folder.resolve("run." + format.ending());
        Export.write(findings, format, file, browser);
        return file;
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(file))) {
            return parser.getRecords();
        }
    }

    private static double value(List<CSVRecord> rows, String phase, String request, String metric, String unit) {
        return rows.stream()
                .filter(row -> row.get("phase").equals(phase)
                        && row.get("request").equals(request)
                        && row.get("metric").equals(metric)
                        && row.get("unit").equals(unit))
                .mapToDouble(row -> Double.parseDouble(row.get("value")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Row> rows(ReadableWorkbook book, String name) throws IOException {
        return book.findSheet(name).orElseThrow().read();
    }
}
