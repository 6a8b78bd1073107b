package io.orchestress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
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

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.orchestress.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_GATLING_KNOWS_GATLING = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "gatling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gatling..", "scala..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_TOP = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "gatling..", ROOT + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "gatling..", ROOT + "cli..");

    @ArchTest
    static final ArchRule ANALYSIS_KNOWS_THE_RECORD_ONLY = knowsOnly("analysis", "run", "search");

    @ArchTest
    static final ArchRule SEARCH_KNOWS_NOTHING = knowsOnly("search");

    @ArchTest
    static final ArchRule CHANGE_POINTS_KNOW_NUMBERS_ONLY = knowsOnly("analysis.change", "analysis.drift");

    @ArchTest
    static final ArchRule NOISE_KNOWS_NUMBERS_ONLY = knowsOnly("analysis.noise");

    @ArchTest
    static final ArchRule SCALABILITY_LAW_KNOWS_NUMBERS_ONLY = knowsOnly("analysis.usl");

    @ArchTest
    static final ArchRule DUELS_RUN_AND_READ_RECORDS = knowsOnly(
            "duel",
            "run",
            "analysis",
            "config",
            "history",
            "report",
            "calibration",
            "detection",
            "target",
            "program",
            "recording");

    @ArchTest
    static final ArchRule REPORT_KNOWS_RECORD_AND_ANALYSIS = knowsOnly("report", "run", "analysis");

    @ArchTest
    static final ArchRule HISTORY_KNOWS_THE_RECORD_ONLY = knowsOnly("history", "run");

    @ArchTest
    static final ArchRule ONLY_HISTORY_KNOWS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "history..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule EXPORT_KNOWS_WHAT_REPORTS_KNOW_AND_THE_REPORTS =
            knowsOnly("export", "report", "run", "analysis");

    @ArchTest
    static final ArchRule IMPORTS_KNOW_THE_RECORD_ONLY = knowsOnly("imports", "run");

    @ArchTest
    static final ArchRule RECORDING_KNOWS_NOTHING = knowsOnly("recording");

    @ArchTest
    static final ArchRule RESOURCES_KNOW_THE_RECORD = knowsOnly("resources", "run", "http");

    @ArchTest
    static final ArchRule PROFILING_KNOWS_WHERE_THE_TARGET_IS = knowsOnly("profiling", "resources", "run", "config");

    @ArchTest
    static final ArchRule ONLY_RESOURCES_ASK_THE_MACHINE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "resources..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("oshi..", "com.sun.jna..");

    @ArchTest
    static final ArchRule CALIBRATION_RUNS_AND_READS_RECORDS = knowsOnly("calibration", "run", "analysis", "resources");

    @ArchTest
    static final ArchRule BREAKER_KNOWS_NOTHING = knowsOnly("breaker");

    @ArchTest
    static final ArchRule CONFIG_KNOWS_NOTHING = knowsOnly("config");

    @ArchTest
    static final ArchRule WORKLOAD_KNOWS_CONFIG = knowsOnly("workload", "config");

    @ArchTest
    static final ArchRule WIRE_KNOWS_CLOCK_AND_CHILDREN = knowsOnly("wire", "recording", "program");

    @ArchTest
    static final ArchRule PROTOCOL_KNOWS_WHAT_IT_IS_READ_FROM = knowsOnly("protocol", "wire", "recording", "config");

    @ArchTest
    static final ArchRule TARGET_IS_ASKED = knowsOnly("target", "http", "wire");

    @ArchTest
    static final ArchRule EMBEDDED_ORCHESTRATOR_KNOWS_NOTHING = knowsOnly("target.embedded");

    @ArchTest
    static final ArchRule DETECTION_ASKS_TARGETS_IN_PROTOCOLS =
            knowsOnly("detection", "target", "protocol", "config", "http");

    @ArchTest
    static final ArchRule PIPELINE_KNOWS_NOTHING = knowsOnly("pipeline");

    @ArchTest
    static final ArchRule HOOKS_TELL_WHAT_A_RECORD_SAYS =
            knowsOnly("hooks", "run", "config", "report", "program", "http");

    @ArchTest
    static final ArchRule LEVERS_ARE_PULLED_BY_THE_PLAN =
            knowsOnly("levers", "run", "config", "workload", "program", "http", "recording");

    @ArchTest
    static final ArchRule PROGRAM_KNOWS_NOTHING = knowsOnly("program");

    @ArchTest
    static final ArchRule HTTP_KNOWS_NOTHING = knowsOnly("http");

    /** One client that follows no redirect, and ends; the load has the wire and Gatling. */
    @ArchTest
    static final ArchRule ONE_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "http..")
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

    @ArchTest
    static final ArchRule TEXT_KNOWS_NOTHING = knowsOnly("text");

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
            .doNotHaveFullyQualifiedName(ROOT + "recording.TimeSource$1")
            .and()
            .resideOutsideOfPackage(ROOT + "target.embedded..")
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

    private static ArchRule knowsOnly(String name, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = ROOT + name + "..";
        allowed[others.length + 1] = ROOT + "text..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "other parts than " + String.join(", ", allowed),
                        c -> c.getPackageName().startsWith(ROOT)
                                && java.util.Arrays.stream(allowed)
                                        .noneMatch(a -> (c.getPackageName() + ".")
                                                .startsWith(a.substring(0, a.length() - 2) + "."))))
                .allowEmptyShould(true);
    }
}
