package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentRouterTest {
    @ParameterizedTest
    @CsvSource({
        "'Plan the roadmap of the next quarter', planner",
        "'Find and compare sources on vector search', researcher",
        "'REVIEW: assess this change', reviewer",
        "'Verify the coverage of the parser', tester",
        "'Draw a diagram of the schema', architect",
        "'Implement a function that sorts', coder",
        "'Show the trend of last week''s metrics', analyst",
        "'Deploy the container', operator",
        "'Write a letter', writer",
        "'Hello there', generalist",
        "'', generalist",
    })
    void eachTypeIsChosenByItsKeywords(String prompt, String type) {
        assertThat(AgentRouter.route(prompt)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "'Write tests that verify the release', tester",
        "'Write a plan', planner",
        "'plan plan plan, then fix the bug', coder",
        "'replanning bugs', generalist",
    })
    void mostDifferentWholeWordsWinAndThenTheEarlierType(String prompt, String type) {
        assertThat(AgentRouter.route(prompt)).isEqualTo(type);
    }

    @Test
    void noKeywordBelongsToTwoTypes() {
        long all = AgentRouter.KEYWORDS.values().stream().mapToLong(Set::size).sum();
        assertThat(AgentRouter.KEYWORDS.values().stream().flatMap(Set::stream).distinct())
                .hasSize((int) all);
        assertThat(AgentRouter.types()).hasSize(AgentRouter.KEYWORDS.size() + 1);
    }
}
