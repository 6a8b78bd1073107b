package io.orchestress.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.config.Settings.PhaseSettings;
import io.orchestress.config.Settings.Profile;
import io.orchestress.config.TenantSettings.Tenant;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TenantPlanTest {
    private static final Profile FULL = new Profile("full", Duration.ofDays(1), 1, 0);

    /** 0–10 s: 20 users alone; 10–14 s: a ramp to 200; 14–20 s: 200. */
    private static final Plan PLAN =
            Plan.of("test", List.of(phase("alone", 20, 0, 10, 0), phase("together", 200, 4, 6, 2)), FULL);

    private static final TenantPlan TENANTS =
            new TenantPlan(List.of(tenant("noisy", 9, Set.of("together")), tenant("quiet", 1, Set.of())));

    @ParameterizedTest
    @CsvSource({
        "0, 0, 20",
        "9.9, 0, 20",
        "10, 0, 20", // the ramp begins where the phase before it was
        "12, 90, 20",
        "13, 135, 20",
        "14, 180, 20",
        "19.9, 180, 20",
        "20, 0, 0", // cooldown
        "22, 0, 0",
    })
    void theQuietOneKeepsItsUsersWhileTheNoisyOneComes(double seconds, int noisy, int quiet) {
        assertThat(TENANTS.wholeUsersAt(PLAN, seconds)).containsExactly(noisy, quiet);
    }

    @Test
    void theMeanHoldsTheRamp() {
        assertThat(TENANTS.meanUsers(PLAN, 1, 0)).isCloseTo((4 * 90 + 6 * 180) / 12.0, within(1e-9));
        assertThat(TENANTS.meanUsers(PLAN, 1, 1)).isCloseTo(200.0 / 12, within(1e-9));
        assertThat(TENANTS.meanUsers(PLAN, 0, 0)).isZero();
    }

    /** Worked by hand with the divisors 1, 3, 5 …: 53, 24, 23 over 7 seats is the example of Sainte-Laguë's method in many textbooks. */
    @ParameterizedTest
    @CsvSource({
        "7,  '53,24,23', '3,2,2'",
        "1,  '53,24,23', '1,0,0'", // fewer users than tenants
        "2,  '1,1,1', '1,1,0'",
        "3,  '1,1,1', '1,1,1'",
        "10, '9,1', '9,1'",
        "5,  '0,1', '0,5'",
        "0,  '3,1', '0,0'",
        "100000, '1,1e-6', '100000,0'",
        "1000000, '1,1,2', '250000,250000,500000'",
    })
    void wholeUsers(int sum, String weights, String expected) {
        assertThat(TenantPlan.whole(
                        Arrays.stream(weights.split(","))
                                .mapToDouble(Double::parseDouble)
                                .toArray(),
                        sum))
                .containsExactly(Arrays.stream(expected.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void theSumIsThePlanAndMoreUsersTakeNoneAway(long seed) {
        Random random = new Random(seed);
        double[] weights = random.doubles(2 + random.nextInt(15), 1e-3, 1000).toArray();
        int[] before = new int[weights.length];
        for (int sum = 0; sum <= 400; sum++) {
            int[] whole = TenantPlan.whole(weights, sum);
            assertThat(Arrays.stream(whole).sum()).isEqualTo(sum);
            for (int i = 0; i < whole.length; i++) {
                assertThat(whole[i]).isGreaterThanOrEqualTo(before[i]);
            }
            before = whole;
        }
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void atEveryMomentOfARampTheSumIsThePlan(long seed) {
        Random random = new Random(seed);
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(15); i++) {
            tenants.add(tenant(
                    "t" + i, 0.1 + random.nextDouble() * 20, i > 0 && random.nextBoolean() ? Set.of("b") : Set.of()));
        }
        Plan plan = Plan.of(
                "test",
                List.of(
                        phase("a", random.nextInt(50), 3, 2, 0),
                        phase("b", random.nextInt(300), 5, 1, 0),
                        phase("c", 0, 4, 0, 0)),
                FULL);
        TenantPlan split = new TenantPlan(tenants);
        for (double seconds = 0; seconds < plan.totalSeconds(); seconds += 0.01) {
            double wanted = plan.usersAt(seconds);
            assertThat(Arrays.stream(split.usersAt(plan, seconds)).sum()).isCloseTo(wanted, within(1e-6));
            int whole = wanted <= 0 ? 0 : Math.max(1, (int) Math.floor(wanted + 1e-9));
            assertThat(Arrays.stream(split.wholeUsersAt(plan, seconds)).sum()).isEqualTo(whole);
        }
    }

    private static Tenant tenant(String name, double weight, Set<String> phases) {
        return new Tenant(name, weight, Optional.empty(), Map.of(), Map.of(), Optional.empty(), phases);
    }

    private static PhaseSettings phase(String name, int users, int ramp, int hold, int cooldown) {
        return new PhaseSettings(
                name,
                PhaseKind.STEADY,
                users,
                Duration.ofSeconds(ramp),
                Duration.ofSeconds(hold),
                Duration.ofSeconds(cooldown),
                false,
                true,
                Map.of());
    }
}
