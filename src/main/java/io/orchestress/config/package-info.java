/**
 * Reads the configuration, HOCON, into typed and checked records.
 *
 * <p>Start with {@link io.orchestress.config.SettingsLoader}: it collects every problem with its file and line, and either
 * returns {@link io.orchestress.config.Settings} without a fault or throws one {@link
 * io.orchestress.config.InvalidConfigException} that names them all. {@link io.orchestress.config.Section} is a part of the
 * configuration that remembers where each key was written. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.config;

import org.jspecify.annotations.NullMarked;
