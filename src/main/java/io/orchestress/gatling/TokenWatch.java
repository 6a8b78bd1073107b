package io.orchestress.gatling;

import io.orchestress.record.RunMessages.TokenRefreshes;
import io.orchestress.transport.token.TokenKeeper;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks once a second how the refreshing of the token goes: what does not is said while it can still be mended. */
final class TokenWatch {
    private final Optional<TokenKeeper> keeper;
    private final Consumer<String> problems;
    private boolean told;

    /** @param problems is told once of each row of failures */
    TokenWatch(Optional<TokenKeeper> keeper, Consumer<String> problems) {
        this.keeper = keeper;
        this.problems = problems;
    }

    void look() {
        TokenKeeper.Refreshes went = keeper.map(TokenKeeper::refreshes).orElse(null);
        if (went == null || went.inARow() < TokenRefreshes.MANY) {
            told &= went != null && went.inARow() > 0;
        } else if (!told) {
            told = true;
            problems.accept("The token of the target could not be refreshed " + TokenRefreshes.MANY
                    + " times in a row: " + went.why()
                    + ". The load goes on with the last one; refusals of it are not failures of the target.");
        }
    }

    /** Null: there is no token, or it was never refreshed. */
    @Nullable
    TokenRefreshes refreshes() {
        TokenKeeper.Refreshes went = keeper.map(TokenKeeper::refreshes).orElse(null);
        return went == null || went.done() + went.failed() == 0
                ? null
                : new TokenRefreshes(went.done(), went.failed(), went.mostInARow(), went.why());
    }

    /** The load has ended, and no more is needed. */
    void stop() {
        keeper.ifPresent(TokenKeeper::close);
    }
}
