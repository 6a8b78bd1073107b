package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void writesTheFileAndLeavesTheRecordAsItWas() throws IOException {
        Path record = copyOfTheGoldenRecord();
        String before = Files.readString(record.resolve("run.json"));

        assertThat(execute(
                        "export",
                        record.toString(),
                        "--to",
                        folder.resolve("run.csv").toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("run.csv"))).startsWith("phase,request,metric,unit,value\r\n");
        assertThat(Files.readString(record.resolve("run.json"))).isEqualTo(before);
        assertThat(record).isDirectoryNotContaining("glob:**report.html");
    }

    @Test
    void anUnknownEndingIsSaidWithTheValidOnes() throws IOException {
        assertThat(execute("export", copyOfTheGoldenRecord().toString(), "--to", "run.docx"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("run.docx has no extension of a known format (valid: .json, .csv, .xlsx, .pdf)");
    }

    @Test
    void aRecordWithoutDataIsSaid() throws IOException {
        Path record = copyOfTheGoldenRecord();
        for (String file : new String[] {"histograms.hlog", "timeseries.csv"}) {
            Path path = record.resolve(file);
            Files.writeString(
                    path, file.endsWith(".csv") ? Files.readAllLines(path).get(0) + "\n" : "");
        }

        int status = execute(
                "export", record.toString(), "--to", folder.resolve("run.json").toString());
        assertThat(status).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains("holds no measured request, so there is nothing to export");
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private Path copyOfTheGoldenRecord() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("record"));
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/records/v1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
