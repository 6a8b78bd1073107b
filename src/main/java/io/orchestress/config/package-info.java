/**
 * HOCON to typed, checked records. {@link io.orchestress.config.SettingsLoader} is the only reader of keys: it collects every
 * problem with its file and line and either returns {@link io.orchestress.config.Settings} without a fault or throws one
 * {@link io.orchestress.config.InvalidConfigException} that names them all.
 */
@NullMarked
package io.orchestress.config;

import org.jspecify.annotations.NullMarked;
