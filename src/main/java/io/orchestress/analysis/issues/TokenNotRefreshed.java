package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.TokenRefreshes;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;

/** TOKEN_NOT_REFRESHED: no new token for the target could be had. That is a matter of the configuration or of the token's server, not of the target. */
final class TokenNotRefreshed implements IssueRule {
    static final IssueType TOKEN_NOT_REFRESHED = new IssueType(
            "TOKEN_NOT_REFRESHED",
            "the token for the target could not be refreshed, at least once",
            "high from " + TokenRefreshes.MANY + " times in a row, else low");

    @Override
    public List<IssueType> types() {
        return List.of(TOKEN_NOT_REFRESHED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        RunMessages said = measured.run().said();
        TokenRefreshes token = said == null ? null : said.token();
        if (token == null || token.failed() == 0) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                TOKEN_NOT_REFRESHED,
                token.mostInARow() >= TokenRefreshes.MANY ? Severity.HIGH : Severity.LOW,
                "The token for the target could not be refreshed " + Format.count(token.failed(), "time") + " ("
                        + Format.count(token.mostInARow()) + " in a row), and was refreshed "
                        + Format.count(token.done(), "time") + ": " + PlainText.clean(token.why()) + ".",
                measured.evidence(List.of(), "token-refreshes-failed", token.failed(), 0.0, "times")));
    }
}
