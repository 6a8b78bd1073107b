package io.orchestress.config;

/** What capacity, recovery, endurance, profiling and the injector's health are judged and driven by. */
public record PlanningSettings(
        CapacitySettings capacity,
        RecoverySettings recovery,
        EnduranceSettings endurance,
        InjectorSettings injector,
        ProfilingSettings profiling,
        ControlSettings controls) {

    static PlanningSettings read(Section root) {
        return new PlanningSettings(
                CapacitySettings.read(root.section("capacity"), root.text("profile")),
                RecoverySettings.read(root.section("recovery")),
                EnduranceSettings.read(root.section("endurance")),
                InjectorSettings.read(root.section("injector")),
                ProfilingSettings.read(root.section("profiling")),
                ControlSettings.read(root));
    }
}
