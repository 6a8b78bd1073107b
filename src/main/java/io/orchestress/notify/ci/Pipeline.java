package io.orchestress.notify.ci;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The job of a CI pipeline, by its environment variables.
 *
 * @param artefacts page with the files that the job keeps; empty where it is not known
 * @param stepSummary file whose Markdown GitHub shows on the page of the job; empty elsewhere
 * @param annotates whether lines on standard output become annotations of GitHub
 */
public record Pipeline(Optional<URI> artefacts, Optional<Path> stepSummary, boolean annotates) {

    /** @param environment as {@link System#getenv()} has it; variables of GitHub, GitLab, Azure DevOps and Jenkins are known */
    public static Pipeline of(Map<String, String> environment) {
        boolean github = "true".equals(environment.get("GITHUB_ACTIONS"));
        return new Pipeline(
                artefacts(environment, github),
                value(environment, "GITHUB_STEP_SUMMARY").map(Path::of),
                github);
    }

    private static Optional<URI> artefacts(Map<String, String> environment, boolean github) {
        if (github) {
            return url(
                    environment,
                    "GITHUB_SERVER_URL",
                    "/",
                    "GITHUB_REPOSITORY",
                    "/actions/runs/",
                    "GITHUB_RUN_ID",
                    "#artifacts");
        }
        if ("true".equals(environment.get("GITLAB_CI"))) {
            return url(environment, "CI_JOB_URL", "/artifacts/browse");
        }
        if ("True".equals(environment.get("TF_BUILD"))) {
            return url(
                    environment,
                    "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
                    "",
                    "SYSTEM_TEAMPROJECT",
                    "/_build/results?view=artifacts&buildId=",
                    "BUILD_BUILDID");
        }
        return environment.containsKey("JENKINS_URL") ? url(environment, "BUILD_URL", "artifact/") : Optional.empty();
    }

    /** @param parts name of a variable, text, name of a variable, text …; without one of the variables there is no address */
    private static Optional<URI> url(Map<String, String> environment, String... parts) {
        StringBuilder url = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            Optional<String> part = i % 2 == 0 ? value(environment, parts[i]) : Optional.of(parts[i]);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            url.append(part.get().replace(" ", "%20"));
        }
        try {
            URI uri = new URI(url.toString());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // a link less, and nothing else
        }
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
