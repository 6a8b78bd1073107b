package io.orchestress.testkit;

import io.orchestress.analysis.issues.Catalogue;

/** Texts about issues. */
public final class Catalogues {
    /** Those that are shipped. */
    public static final Catalogue SHIPPED = Reference.read(root -> Catalogue.read(root.section("issues")));

    private Catalogues() {}
}
