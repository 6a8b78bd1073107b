package io.orchestress.testkit;

import io.orchestress.analysis.issues.Catalogue;
import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.Texts;
import java.util.Properties;

/** Texts about issues. */
public final class Catalogues {
    /** Those that are shipped. */
    public static final Catalogue SHIPPED =
            Texts.of(SettingsLoader.load(new Properties()).issues().catalogue());

    private Catalogues() {}
}
