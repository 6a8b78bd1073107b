/** Whole runs: real Gatling in a JVM of its own against a real server process. */
package io.orchestress.e2e;
