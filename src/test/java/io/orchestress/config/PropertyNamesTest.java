package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyNamesTest {
    private static final Set<String> KEYS =
            Set.of("load.pace", "target.url", "target.allowed-hosts", "gates.strict", "workloads.smoke.phases");

    @ParameterizedTest
    @CsvSource({
        "targe, target",
        "taget, target",
        "tarrget, target",
        "traget, target",
        "targte, target",
        "targets, target",
        "trget, target",
        "arget, target",
        "ttarget, target",
        "TARGET, target",
        "Target, target",
        "target-url, target",
        "targetUrl, target",
        "TARGET_URL, target",
        "url, target",
        "URL, target",
        "baseUrl, target",
        "base.url, target",
        "host, target",
        "endpoint, target",
        "my.target, target",
        "target.url, orchestress.target.url",
        "target.allowed-hosts, orchestress.target.allowed-hosts",
        "load.pace, orchestress.load.pace",
        "gates.strict, orchestress.gates.strict",
        "profil, profile",
        "profiles, profile",
        "porfile, profile",
        "prof, profile",
        "Profile, profile",
        "profile.name, profile",
        "protocoll, protocol",
        "protcol, protocol",
        "proto, protocol",
        "PROTOCOL, protocol",
        "conf, config",
        "cofnig, config",
        "configs, config",
        "config.file, config",
        "configFile, config",
        "CONFIG, config",
        "user, users",
        "Users, users",
        "usres, users",
        "user-s, users",
        "vus, users",
        "concurrency, users",
        "RATE, rate",
        "rates, rate",
        "rps, rate",
        "duratoin, duration",
        "durations, duration",
        "testDuration, duration",
        "simulaton, simulation",
        "Simulation, simulation",
        "simulationClass, simulation",
        "orchestres.load.pace, orchestress.load.pace",
        "Orchestress.load.pace, orchestress.load.pace",
        "orchstress.target.url, orchestress.target.url",
        "orcestress.profile, orchestress.profile",
        "orchestress, orchestress.…",
    })
    void aNameThatWasMeantForUsIsRefused(String name, String meant) {
        assertThat(PropertyNames.meant(name, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target",
                "protocol",
                "profile",
                "config",
                "simulation",
                "users",
                "rate",
                "duration",
                "--users",
                "--target",
                "--config",
                "date",
                "gate",
                "generate",
                "migrate",
                "ratio.max",
                "orchestress.target.url",
                "orchestress.typo",
                "maven.home",
                "maven.multiModuleProjectDirectory",
                "maven.conf",
                "gatling.simulationClass",
                "gatling.conf.file",
                "user.dir",
                "user.name",
                "java.io.tmpdir",
                "java.class.path",
                "javax.net.ssl.trustStore",
                "jdk.debug",
                "file.encoding",
                "file.separator",
                "http.proxyHost",
                "http.proxyPort",
                "https.proxyHost",
                "http.nonProxyHosts",
                "socksProxyHost",
                "sun.java.command",
                "os.name",
                "line.separator",
                "path.separator",
                "awt.toolkit",
                "native.encoding",
                "stdout.encoding",
                "classworlds.conf",
                "library.jansi.path",
                "logback.configurationFile",
                "com.sun.management.jmxremote",
                "org.slf4j.simpleLogger.defaultLogLevel",
                "io.netty.leakDetection.level",
                "otel.exporter.otlp.protocol",
                "spring.profiles.active",
                "basedir",
                "localRepository",
                "skipTests",
                "style.color",
                "version",
                "encoding",
                "project",
                "produce",
                "format",
                "tag",
                "team",
                "ticket",
                "forget",
                "region",
                "debug",
                "surefire.config",
                "golden.update",
                "elsewhere",
                "executionRootDirectory",
            })
    void anyOtherNameStaysFree(String name) {
        assertThat(PropertyNames.meant(name, KEYS)).isEmpty();
    }

    @Test
    void everyPropertyOfThisJvmStaysFree() {
        assertThat(PropertyNames.problems(System.getProperties(), KEYS)).isEmpty();
    }

    @Test
    void theValueIsNotTold() {
        Properties properties = new Properties();
        properties.setProperty("targe", "http://user:secret@h");

        assertThat(PropertyNames.problems(properties, KEYS))
                .singleElement()
                .hasToString("-Dtarge: targe: is not a setting; valid: -Dtarget");
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "ab, ba, 1", "abc, abc, 0", "kitten, sitting, 3", "a, '', 1", "flaw, lawn, 2", "ca, abc, 3"
    })
    void distance(String a, String b, int expected) {
        assertThat(PropertyNames.distance(a, b)).isEqualTo(expected);
        assertThat(PropertyNames.distance(b, a)).isEqualTo(expected);
    }
}
