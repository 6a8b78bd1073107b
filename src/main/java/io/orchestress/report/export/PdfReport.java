package io.orchestress.report.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.analysis.Findings;
import io.orchestress.report.html.HtmlReport;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The report as a browser of the Chromium family prints it; its charts are drawn by script, which no PDF library for Java runs. */
final class PdfReport {
    private static final List<String> BROWSERS = List.of(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge");
    private static final int PATIENCE_SECONDS = 120;
    private static final int LAST_WORDS = 600;

    private PdfReport() {}

    static void write(Findings findings, OutputStream out, Optional<Path> named) throws IOException {
        String browser = named.isPresent()
                ? executable(named.get())
                : find(System.getenv().getOrDefault("PATH", ""))
                        .orElseThrow(() -> new IOException("A PDF needs a browser, and none is on the path. "
                                + "Install Chromium or Chrome, or name one: --browser FILE (looked for: "
                                + String.join(", ", BROWSERS) + ")"));
        Path folder = Files.createTempDirectory("orchestress-pdf");
        try {
            Path page = folder.resolve("report.html");
            try (Writer writer = Files.newBufferedWriter(page, UTF_8)) {
                HtmlReport.write(findings, writer);
            }
            // A browser writes it, which knows names only.
            Path printed = folder.resolve("report.pdf");
            print(browser, page, printed, folder);
            Files.copy(printed, out);
        } finally {
            delete(folder);
        }
    }

    private static String executable(Path browser) throws IOException {
        if (!Files.isExecutable(browser) || Files.isDirectory(browser)) {
            throw new IOException("--browser " + browser + " is not an executable program (valid: Chromium or Chrome)");
        }
        return browser.toString();
    }

    /** The first of them in the folders of a path. */
    static Optional<String> find(String path) {
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toString)
                .findFirst();
    }

    private static void print(String browser, Path page, Path file, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                browser,
                "--headless",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--no-pdf-header-footer",
                "--virtual-time-budget=10000",
                "--print-to-pdf=" + file));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox"); // Chromium does not start for root with it.
        }
        command.add(page.toUri().toString());
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + browser + " was printing", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (!ended) {
            throw new IOException(browser + " printed nothing within " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != 0 || !isPdf(file)) {
            String words = new String(Files.readAllBytes(said), UTF_8).strip();
            throw new IOException(browser + " did not print a PDF, it ended with " + process.exitValue() + ": "
                    + words.substring(Math.max(0, words.length() - LAST_WORDS)));
        }
    }

    private static boolean isPdf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(5), UTF_8).equals("%PDF-");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
