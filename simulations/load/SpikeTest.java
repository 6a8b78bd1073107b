package load;

import static io.gatling.javaapi.core.CoreDsl.*;

import io.gatling.javaapi.core.*;

public class SpikeTest extends Simulation {
    {
        setUp(scenario("x").exec(session -> session).injectOpen(atOnceUsers(1)));
    }
}
