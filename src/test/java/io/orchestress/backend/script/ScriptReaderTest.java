package io.orchestress.backend.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.Scripts;
import io.orchestress.backend.law.Law;
import io.orchestress.config.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {
    private static final String TOOLS = "tools { search { latency = 10 ms }, fetch {} }\n";

    /** The line is that of the value, in a file whose first line has the tools. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tasks = [{ name = a, turns = [{ tools = [serach] }, { answer = x }] }] | unknown tool 'serach'; valid: fetch, search
            tasks = [{ name = a, turns = [{ tools = [search] }] }] | the task never ends; valid: a last turn with an answer
            tasks = [{ name = a, turns = [] }] | the task never ends
            tasks = [{ name = a, turns = [{ then = b }] }, { name = b, turns = [{ then = a }] }] | never ends, its turns are a cycle: a → b → a
            tasks = [{ name = a, turns = [{ then = a }] }] | never ends, its turns are a cycle: a → a
            tasks = [{ name = a, turns = [{ then = c }] }] | unknown task 'c' in then; valid: a
            tasks = [{ name = a, turns = [{ answer = x }, { tools = [search] }] }] | ends the task, and turns follow it
            tasks = [{ name = a, turns = [{ }, { answer = x }] }] | does nothing; valid: tools
            tasks = [{ name = a, when = b, turns = [{ answer = x }] }] | the last task must fit every prompt
            tasks = [{ name = a, turns = [{ answer = x }] }, { name = b, turns = [{ answer = x }] }] | no task after it is ever played
            tasks = [{ name = a, when = c, turns = [{ answer = x }] }, { name = a, turns = [{ answer = x }] }] | two tasks have this name
            tasks = [{ name = a, turns = [{ answer = "#{nnce}" }] }] | unknown name #{nnce}; known here: nonce, task, model, turn, prompt, filler
            tasks = [{ name = a, turns = [{ tools = [search], arguments { fetch {} } }, { answer = x }] }] | is not asked for in this turn; valid: search
            tasks = [{ name = a, turns = [{ tools = [] }, { answer = x }] }] | names no tool
            tasks = [] | a script needs at least one task
            tasks = [{ name = a, turns = [{ answers = x }] }] | unknown key; nearest: answer
            tasks = [{ name = a, turns = [{ tools = [search], times = 2000 }, { answer = x }] }] | must be from 1 to 1000
            models { gpt { first-token = fast } } | expected a duration such as
            models { gpt { first-token { law = normal, mean = 1 s } } } | expected one of fixed, exponential, lognormal, measured
            models { gpt { first-token { law = lognormal, sigma = 1 } } } | is missing
            models { gpt { first-token { law = measured, file = nowhere.txt } } } | there is no such file
            models { "g*t" { tokens-per-second = 10 } } | is no name of a model
            models { gpt { limits { requests-per-minute = -1 } } } | must be from 0 to
            """)
    void aWrongScriptIsRefusedWithFileAndLine(String wrong, String expected) {
        String rest = wrong.startsWith("models") ? "\ntasks = [{ name = z, turns = [{ answer = x }] }]" : "";
        List<ConfigProblem> problems = Scripts.problems(TOOLS + wrong + rest);
        assertThat(problems)
                .extracting(ConfigProblem::message)
                .anySatisfy(message -> assertThat(message).contains(expected));
        assertThat(problems)
                .filteredOn(problem -> problem.message().contains(expected))
                .allSatisfy(problem -> assertThat(problem.origin()).matches(".*script.*\\.conf: 2"));
    }

    @Test
    void turnsAreRepeatedAndGoOnInOtherTasks() {
        Script script = Scripts.of(TOOLS + """
                tasks = [
                  { name = deep, when = Deep, turns = [{ tools = [search, fetch], times = 2 }, { then = end }] }
                  { name = end, turns = [{ tools = ["*"] }, { answer = "#{nonce}" }] }
                ]
                """);
        ScriptedTask deep = script.tasks().get(script.taskFor("Go DEEP into it"));
        assertThat(deep.name()).isEqualTo("deep");
        assertThat(deep.modelCalls()).isEqualTo(4);
        assertThat(deep.toolCalls()).isEqualTo(5);
        assertThat(script.tasks().get(script.taskFor("shallow")).name()).isEqualTo("end");
        // Two tools, two tools, one tool, the answer: by the number of results.
        int[] turns = {0, 0, 1, 1, 2, 3, 3};
        for (int results = 0; results < turns.length; results++) {
            assertThat(deep.turnAfter(results)).as("%d results", results).isEqualTo(turns[results]);
        }
    }

    @Test
    void aModelHasWhatItsBlockSaysAndTheRestOfTheDefault() {
        Script script = Scripts.of("""
                models {
                  default { first-token = 10 ms, tokens-per-second = 50 }
                  "gpt-4*" { first-token = 20 ms }
                  "gpt-4o" { tokens-per-chunk = 3, limits { concurrency = 2 } }
                }
                tasks = [{ name = z, turns = [{ answer = x }] }]
                """);
        SplittableRandom random = new SplittableRandom(1);
        assertThat(script.model("gpt-4.1").firstTokenNanos().sample(random)).isEqualTo(20e6);
        assertThat(script.model("gpt-4o").firstTokenNanos().sample(random)).isEqualTo(10e6);
        assertThat(script.model("gpt-4o").tokensPerChunk()).isEqualTo(3);
        assertThat(script.model("gpt-4o").limits()).isEqualTo(new Model.Limits(0, 0, 2));
        assertThat(script.model("claude").tokensPerSec()).isEqualTo(new Law.Fixed(50));
    }

    @Test
    void theDefaultScriptAsksOnceAndAnswers() {
        ScriptedTask task = Scripts.standard().tasks().get(0);
        assertThat(task.modelCalls()).isEqualTo(2);
        assertThat(task.toolCalls()).isEqualTo(1);
        assertThat(Scripts.standard().tools()).containsOnlyKeys("lookup", "record");
    }

    /** What the pages show works as it stands. */
    @Test
    void theExamplesAreRight() throws IOException {
        Script example = Scripts.settings("conf/backend-example.conf").script();
        assertThat(example.tasks()).extracting(ScriptedTask::name).containsExactly("purchase", "research");
        assertThat(example.tools().get("charge").effect()).isTrue();
        String page = Files.readString(Path.of("docs/backend.md"));
        int from = page.indexOf("```hocon") + "```hocon".length();
        Script shown = Scripts.of(page.substring(from, page.indexOf("```", from)));
        assertThat(shown.tasks()).extracting(ScriptedTask::name).containsExactly("purchase", "research");
    }
}
