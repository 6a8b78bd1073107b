package io.orchestress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The seams between the packages. A rule here is changed together with a note in docs/decisions. */
@AnalyzeClasses(packages = "io.orchestress", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.orchestress.";

    /** Without it every rule below would hold for an empty class path. */
    @ArchTest
    static void thereIsSomethingToCheck(JavaClasses all) {
        assertThat(all.size()).isGreaterThan(120);
    }

    /** At any depth: of two packages one is below the other. */
    @ArchTag("slow")
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.orchestress.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_GATLING_AND_SCENARIOS_KNOW_GATLING = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "gatling..", ROOT + "scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gatling..", "scala..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_TOP = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "gatling..", ROOT + "cli..", ROOT + "scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "gatling..", ROOT + "cli..", ROOT + "scenario..");

    /** What each part may use beside {@code text} and {@code plugin}; a part that is not named here, such as {@code gatling} and {@code cli}, is at the top. */
    static Map<String, List<String>> uses() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        uses.put("plugin", List.of());
        uses.put("workload.kind", List.of());
        uses.put("config", List.of("workload.kind"));
        uses.put("workload", List.of("config"));
        uses.put("metrics", List.of());
        uses.put("trace", List.of());
        uses.put("transport", List.of("metrics"));
        uses.put("transport.http", List.of("transport.reach"));
        uses.put("transport.process", List.of());
        uses.put("transport.reach", List.of());
        uses.put("transport.token", List.of("transport.http", "transport.process", "transport.reach", "metrics"));
        uses.put("protocol", List.of("transport", "metrics", "config", "workload.kind"));
        uses.put("stats", List.of());
        uses.put("record", List.of("metrics", "stats", "trace", "workload.kind"));
        uses.put("monitoring", List.of("record", "config", "transport.http", "workload.kind"));
        uses.put("sut", List.of("protocol", "transport", "metrics", "workload", "record", "config"));
        uses.put("sut.embedded", List.of());
        uses.put(
                "backend",
                List.of(
                        "trace",
                        "protocol",
                        "transport.http",
                        "transport.process",
                        "sut.embedded",
                        "metrics",
                        "config",
                        "workload.kind"));
        uses.put("backend.law", List.of("sut.embedded", "config"));
        uses.put("analysis", List.of("metrics", "record", "stats", "config", "workload.kind"));
        uses.put("engine", List.of("analysis.injector", "workload", "metrics", "record", "stats", "config"));
        uses.put("engine.breaker", List.of("record", "config"));
        uses.put("prometheus", List.of("engine", "analysis.cost", "workload", "metrics", "record", "config"));
        uses.put("report", List.of("analysis", "metrics", "record", "stats", "trace", "workload.kind"));
        uses.put("telemetry", List.of("engine", "trace", "metrics", "record", "config", "workload.kind"));
        uses.put("history", List.of("record", "workload.kind"));
        uses.put("importer", List.of("metrics", "record", "workload.kind"));
        uses.put("notify", List.of("report", "record", "config", "transport"));
        uses.put("calibration", List.of("analysis", "monitoring", "record"));
        uses.put(
                "evaluation",
                List.of(
                        "analysis",
                        "report",
                        "history",
                        "monitoring",
                        "notify",
                        "metrics",
                        "record",
                        "stats",
                        "config"));
        uses.put("live", List.of("analysis", "report.html", "metrics", "record", "config", "workload.kind"));
        uses.put("live.server", List.of());
        uses.put("live.view", List.of("analysis", "metrics", "record"));
        uses.put(
                "duel",
                List.of(
                        "analysis",
                        "report",
                        "history",
                        "calibration",
                        "sut",
                        "transport.process",
                        "metrics",
                        "record",
                        "stats",
                        "config"));
        return uses;
    }

    @ArchTest
    static void eachPartUsesOnlyWhatIsBelowIt(JavaClasses all) {
        Map<String, List<String>> uses = uses();
        uses.forEach((part, others) -> knowsOnly(part, others).check(all));
        assertThat(all.stream()
                        .map(c -> c.getPackageName().substring(ROOT.length()).split("\\.")[0])
                        .distinct())
                .as("the parts of the program")
                .allSatisfy(part -> assertThat(uses.containsKey(part)
                                || List.of("gatling", "cli", "text", "scenario").contains(part))
                        .as(part)
                        .isTrue());
    }

    @ArchTest
    static final ArchRule ONLY_HISTORY_KNOWS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "history..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    /** In classes that are loaded only where it is asked for. */
    @ArchTest
    static final ArchRule ONLY_TELEMETRY_KNOWS_OPEN_TELEMETRY = noClasses()
            .that()
            .haveNameNotMatching("io\\.orchestress\\.telemetry\\.(grpc\\.|Otlp).*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule ONLY_RESOURCES_ASK_THE_MACHINE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "monitoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("oshi..", "com.sun.jna..");

    /** One client that follows no redirect, and ends; the load has the wire and Gatling. */
    @ArchTest
    static final ArchRule ONE_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "transport.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.net.URLConnection.class)
            .orShould()
            .callMethod(java.net.URL.class, "openStream")
            .orShould()
            .callMethod(java.net.URL.class, "openConnection");

    @ArchTest
    static final ArchRule ONLY_CONFIG_READS_KEYS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    /** What analyses a record reads its own keys of a section, and knows no other settings: it is a function of the record and its limits. */
    @ArchTest
    static final ArchRule ANALYSIS_READS_SECTIONS_ONLY = noClasses()
            .that()
            .resideInAPackage(ROOT + "analysis..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + "config.Settings")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + "config.SettingsLoader");

    /** What comes from outside is on a console only as {@code text.Console} lets it through. */
    @ArchTest
    static final ArchRule ONE_WAY_TO_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "text..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "metrics.TimeSource$1")
            .and()
            .resideOutsideOfPackage(ROOT + "sut.embedded..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule NO_GENERIC_EXCEPTIONS = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        assertThat(all.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(p -> p.getName().startsWith("io.orchestress."))
                .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                        .as(p.getName())
                        .isTrue());
    }

    private static ArchRule knowsOnly(String name, List<String> others) {
        List<String> allowed = Stream.concat(Stream.of(name, "text", "plugin"), others.stream())
                .map(other -> ROOT + other + ".")
                .toList();
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "other parts than " + allowed,
                        c -> c.getPackageName().startsWith(ROOT)
                                && allowed.stream().noneMatch((c.getPackageName() + ".")::startsWith)));
    }
}
