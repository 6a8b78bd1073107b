package load;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.orchestress.gatling.LoadSimulation;

public class SpikeTest extends LoadSimulation {
    public SpikeTest() {
        super("spike", requests -> exec(requests.http("hello", http -> http.get("/"))));
    }
}
