package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scripts/orchestress} starts: the script as it is, with a {@code java} that says its arguments, and nothing to build. */
class ScriptTest {
    @TempDir
    Path root;

    @BeforeEach
    void project() throws IOException {
        for (String folder : List.of(
                "scripts/lib",
                "simulations/load",
                "src/main",
                "scenarios",
                "feeders",
                "conf",
                "bin",
                "target/test-classes/load")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of(
                "scripts/orchestress",
                "scripts/release-gate",
                "scripts/lib/classpath.sh",
                "scripts/lib/help.txt",
                "scripts/lib/help-run.txt",
                "simulations/load/CapacityTest.java",
                "simulations/load/AdHocTest.java")) {
            Files.copy(Path.of(file), root.resolve(file));
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("target/test-classes/load/CapacityTest.class"), "");
        Files.writeString(root.resolve("target/test-classes/load/AdHocTest.class"), "");
        Path classpath = Files.writeString(root.resolve("target/orchestress.classpath"), "libraries.jar");
        Files.setLastModifiedTime(classpath, FileTime.from(Instant.now().plusSeconds(60)));
        program("java", "echo \"$*\"");
    }

    @ParameterizedTest
    @CsvSource({
        "run CapacityTest -Dprofile=full, -Dprofile=full io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "run --target http://h:1 --users 20 --duration=30s, -D--target=http://h:1 -D--users=20 -D--duration=30s io.orchestress.gatling.RunMain -s load.AdHocTest -rf target/gatling",
        "run --rate 50/s CapacityTest -Dx=1, -D--rate=50/s -Dx=1 io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "run -Dusers=20, -Dusers=20 io.orchestress.gatling.RunMain -s load.AdHocTest -rf target/gatling",
        "run --users -1, -D--users=-1 io.orchestress.gatling.RunMain -s load.AdHocTest -rf target/gatling",
        "capacity, libraries.jar io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "capacity search, libraries.jar io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "capacity -Dx=1, -Dx=1 io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "capacity search -Dx=1 -Dy=2, -Dx=1 -Dy=2 io.orchestress.gatling.RunMain -s load.CapacityTest -rf target/gatling",
        "capacity show results/latest, io.orchestress.cli.Main capacity show results/latest",
        "capacity --help, io.orchestress.cli.Main capacity --help",
        "report results/latest, io.orchestress.cli.Main report results/latest"
    })
    void starts(String arguments, String end) throws IOException, InterruptedException {
        Ended ended = run(root.toString(), arguments.split(" "));
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output().strip()).endsWith(end);
    }

    /** What is mistyped is never taken for a run that passed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run                                        | usage: scripts/orchestress run [SIMULATION] [OPTION …]",
                "run --profile                              | '--profile' needs a value: --profile VALUE",
                "run --users --duration 30s                 | '--users' needs a value: --users VALUE",
                "run --users 20 --duration                  | '--duration' needs a value",
                "run --users= --duration 30s                | '--users' needs a value",
                "run --users 20 --users 30                  | '--users' is given twice: 20 and 30",
                "run --target -Dusers=20                    | '--target' needs a value",
                "run --vus 20                               | '--vus' is no option: write -Dvus=20 for a setting",
                "run --users 20 CapacityTest SpikeTest      | 'SpikeTest' is no setting",
                "run NoSuchTest                             | no simulation 'NoSuchTest'",
                "run io.orchestress.NoSuch                  | no class 'io.orchestress.NoSuch' among the test classes",
                "run ../CapacityTest                        | '../CapacityTest' is no name of a simulation",
                "run CapacityTest foo                       | 'foo' is no setting: expected -Dkey=value",
                "run CapacityTest --base http://h:1         | '--base' is no option: write -Dbase=http://h:1 for a setting",
                "run CapacityTest --base=http://h:1         | '--base=http://h:1' is no option: write -Dbase=http://h:1 for a setting",
                "run CapacityTest --profile                 | '--profile' needs a value",
                "run CapacityTest -version                  | '-version' is no setting",
                "run CapacityTest --version                 | '--version' is no option",
                "run CapacityTest -help                     | '-help' is no setting",
                "run CapacityTest -?                        | '-?' is no setting",
                "run CapacityTest --help                    | Nothing was run.",
                "run CapacityTest -h                        | Nothing was run.",
                "run CapacityTest -Dtarget                  | '-Dtarget' needs a value: -Dtarget=VALUE",
                "run CapacityTest -D                        | '-D' needs a value",
                "run CapacityTest -D=x                      | '-D=x' names no key",
                "run CapacityTest -jar x.jar                | '-jar' is no setting",
                "run CapacityTest @arguments                | '@arguments' is no setting",
                "run CapacityTest -Dsimulation=SmokeTest    | is for Maven: the simulation is named after run",
                "capacity search foo                        | 'foo' is no setting",
                "capacity -Dx=1 foo                         | 'foo' is no setting",
            })
    void refuses(String arguments, String said) throws IOException, InterruptedException {
        Ended ended = run(root.toString(), arguments.split(" "));
        assertThat(ended.status()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output()).contains(said);
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "help", "run --help", "run -h", "capacity search --help"})
    void helpNeedsNoBuild(String arguments) throws IOException, InterruptedException {
        Files.delete(root.resolve("target/orchestress.classpath"));

        Ended ended = run("/no/such/java", arguments.split(" "));

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("Usage: orchestress").doesNotContain("building");
    }

    @ParameterizedTest
    @CsvSource({"run CapacityTest", "report results/latest", "capacity"})
    void aJavaThatIsNotThereIsSaid(String arguments) throws IOException, InterruptedException {
        Ended ended = run("/no/such/java", arguments.split(" "));

        assertThat(ended.status()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output())
                .isEqualTo(
                        "JAVA_HOME is /no/such/java, and there is no program bin/java in it: Java 17 or newer is needed\n");
    }

    /** What is built is said, and the tests are left out where nobody needs them. */
    @ParameterizedTest
    @CsvSource({
        "run CapacityTest, test-compile, building Orchestress and the simulations into target/",
        "report results/latest, process-test-resources, building Orchestress without its simulations into target/",
        "calibrate, test-compile, building Orchestress and the simulations into target/"
    })
    void buildsWhatIsNeeded(String arguments, String goal, String said) throws IOException, InterruptedException {
        Files.delete(root.resolve("target/orchestress.classpath"));
        program(
                "mvn",
                "echo \"mvn $*\" >&2; for a; do case $a in *outputFile=*) echo built.jar > \"${a#*=}\" ;; esac; done");

        Ended ended = run(root.toString(), arguments.split(" "));

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output())
                .startsWith(said)
                .contains("takes a minute or two", "mvn -q -B -P !checks " + goal, "built.jar");
        assertThat(run(root.toString(), arguments.split(" ")).output())
                .as("built once")
                .doesNotContain("building");
    }

    /** Each would take the other's classes away. */
    @Test
    void twoThatMustBuildInOneCheckoutBuildOnce() throws IOException, InterruptedException {
        assumeThat(isInPath("flock")).as("flock is there").isTrue();
        Files.delete(root.resolve("target/orchestress.classpath"));
        // The first build ends when the second run waits for it.
        program(
                "mvn",
                "echo \"mvn $*\" >> \"$0.calls\"; : > \"$0.builds\";"
                        + " until [ -e \"$0.waits\" ]; do sleep 0.05; done;"
                        + " for a; do case $a in *outputFile=*) echo built.jar > \"${a#*=}\" ;; esac; done");
        Process first = begin("orchestress", root.toString(), "run", "CapacityTest");
        while (!Files.exists(root.resolve("bin/mvn.builds"))) {
            assertThat(first.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("it builds first")
                    .isFalse();
        }
        Process second = begin("orchestress", root.toString(), "report", "results/latest");
        String waiting = second.inputReader(StandardCharsets.UTF_8).readLine();
        Files.writeString(root.resolve("bin/mvn.waits"), "");

        assertThat(first.waitFor()).as(output(first)).isZero();
        String after = output(second);
        assertThat(second.waitFor()).as(after).isZero();
        assertThat(waiting).isEqualTo("waiting for another build in this checkout to end …");
        assertThat(after).doesNotContain("building").contains("built.jar io.orchestress.cli.Main");
        assertThat(root.resolve("bin/mvn.calls")).content().hasLineCount(1);
    }

    @Test
    void whatIsChangedWhileItIsBuiltIsBuiltAgain() throws IOException, InterruptedException {
        Files.delete(root.resolve("target/orchestress.classpath"));
        program(
                "mvn",
                "sleep 0.02; touch '" + root.resolve("src/main/Changed.java") + "'; sleep 0.02;"
                        + " for a; do case $a in *outputFile=*) echo built.jar > \"${a#*=}\" ;; esac; done");

        assertThat(run(root.toString(), "run", "CapacityTest").output()).contains("building");
        assertThat(run(root.toString(), "run", "CapacityTest").output()).contains("building");
    }

    @Test
    void aColonInThePathIsRefused() throws IOException, InterruptedException {
        Path colon = root.resolveSibling(root.getFileName() + "a:b");
        Files.move(root, colon);
        try {
            Process process = new ProcessBuilder(
                            colon.resolve("scripts/orchestress").toString(), "run", "CapacityTest")
                    .redirectErrorStream(true)
                    .start();
            String output = output(process);
            assertThat(process.waitFor()).as(output).isEqualTo(2);
            assertThat(output).contains("the path " + colon + " has a colon");
        } finally {
            Files.move(colon, root);
        }
    }

    @Test
    void aBuildThatFailsIsNoRun() throws IOException, InterruptedException {
        Files.delete(root.resolve("target/orchestress.classpath"));
        program("mvn", "exit 1");

        Ended ended = run(root.toString(), "run", "CapacityTest");

        assertThat(ended.status()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output()).contains("could not be built", "nothing was run");
    }

    /** A signal to the script alone, which is what a supervisor sends. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalEndsTheBuild(String signal, int status) throws IOException, InterruptedException {
        assumeThat(isIgnored(status - 128))
                .as(
                        "these tests ignore %s, as nohup or a background job does, and a shell cannot take back what it was begun with",
                        signal)
                .isFalse();
        Files.delete(root.resolve("target/orchestress.classpath"));
        program("mvn", "echo $$ > \"$0.pid\"; kill -s " + signal + " $PPID; exec sleep 60");

        Ended ended = run(root.toString(), "run", "CapacityTest");

        assertThat(ended.status()).as(ended.output()).isEqualTo(status);
        assertThat(ended.output()).doesNotContain("CapacityTest");
        long maven =
                Long.parseLong(Files.readString(root.resolve("bin/mvn.pid")).strip());
        assertThat(ProcessHandle.of(maven)).isEmpty();
    }

    /** Where there is no such file it is not. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1)) % 2 == 1);
    }

    @Test
    void theGateRunsWhereThereIsNoFolderOfRecordsYet() throws IOException, InterruptedException {
        Ended ended = start("release-gate", root.toString(), "CapacityTest", "-Dorchestress.record.folder=new/records");

        assertThat(ended.output())
                .contains("-s load.CapacityTest")
                .contains("0 new records of CapacityTest in " + root + "/new/records, expected 1");
        assertThat(ended.status()).isEqualTo(2);
    }

    /** Another one of the same simulation may begin in the same folder meanwhile. */
    @Test
    void theGateJudgesTheRecordOfItsOwnRun() throws IOException, InterruptedException {
        Path records = Files.createDirectories(root.resolve("results"));
        program(
                "java",
                "case $* in *RunMain*) cd '" + records + "'; mkdir capacitytest-1 capacitytest-2 capacitytest-3;"
                        + " echo \"$PWD/capacitytest-2\" >> \"$ORCHESTRESS_TELL_RECORD\" ;; *) echo \"$*\" ;; esac");

        Ended ended = start("release-gate", root.toString(), "CapacityTest");

        assertThat(ended.output())
                .contains("Main publish " + records + "/capacitytest-2")
                .contains("release-gate: exit code 0; everything is in " + records + "/capacitytest-2");
        assertThat(ended.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "00", "0s", "0h", "-1", "1x", "1.5h", "''", "inf", "100000000000"})
    void aTimeOfTheGateThatIsNoneIsRefused(String timeout) throws IOException, InterruptedException {
        Ended ended = start("release-gate", root.toString(), "--timeout", timeout, "CapacityTest");

        assertThat(ended.output())
                .startsWith("--timeout needs a duration above 0 such as 90m")
                .contains("usage:");
        assertThat(ended.status()).isEqualTo(2);
    }

    /** Java reads names of files in the coding of the locale: where that is ASCII, it finds no class below such a folder. */
    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, ''", "en_US.utf8, ''"})
    void aCheckoutMayHaveAnyName(String language, String set) throws IOException, InterruptedException {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("this JVM cannot name a file with an umlaut: its locale is not UTF-8")
                .isEqualToIgnoringCase("UTF-8");
        Path checkout =
                Files.createSymbolicLink(root.resolveSibling(root.getFileName() + "-Prüfstand ü 7% d'or"), root);
        Path real = Files.move(root, root.resolveSibling(root.getFileName() + " Prüfstände"));
        try {
            Files.delete(checkout);
            Files.createSymbolicLink(checkout, real);
            Files.writeString(real.resolve("bin/java"), "#!/bin/sh\necho \"LC_ALL=${LC_ALL:-}\"; pwd; echo \"$*\"\n");
            ProcessBuilder builder = new ProcessBuilder(
                            checkout.resolve("scripts/orchestress").toString(), "run", "CapacityTest")
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
            builder.environment().put("LANG", language);
            builder.environment().put("JAVA_HOME", real.toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output)
                    .startsWith("LC_ALL=" + set + "\n" + real + "\n")
                    .contains("-cp " + real + "/target/test-classes:");
        } finally {
            Files.move(real, root);
            Files.delete(checkout);
        }
    }

    @Test
    void whatCannotBeBuiltInAReadOnlyCheckoutIsSaid() throws IOException, InterruptedException {
        Path target = root.resolve("target");
        Files.delete(target.resolve("orchestress.classpath"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(target))
                    .as("who may write anywhere is root")
                    .isFalse();

            Ended ended = run(root.toString(), "run", "CapacityTest");

            assertThat(ended.status()).as(ended.output()).isEqualTo(2);
            assertThat(ended.output())
                    .isEqualTo("Orchestress and the simulations must be built, and " + target
                            + " cannot be written: build it where it can be, or use a distribution"
                            + " (mvn -P dist package)\n");
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aCheckoutMayBeReadOnly() throws IOException, InterruptedException {
        Path target = root.resolve("target");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(target))
                    .as("who may write anywhere is root")
                    .isFalse();

            Ended ended = run(root.toString(), "run", "CapacityTest");

            assertThat(ended.status()).as(ended.output()).isZero();
            assertThat(ended.output()).containsPattern("-rf /\\S*orchestress-gatling-\\d+");
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private record Ended(int status, String output) {}

    private Ended run(String javaHome, String... arguments) throws IOException, InterruptedException {
        return start("orchestress", javaHome, arguments);
    }

    private Ended start(String script, String javaHome, String... arguments) throws IOException, InterruptedException {
        Process process = begin(script, javaHome, arguments);
        String output = output(process);
        return new Ended(process.waitFor(), output);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process begin(String script, String javaHome, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.start();
    }

    private static boolean isInPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(root.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
