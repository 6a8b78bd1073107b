package io.orchestress.protocol.access;

import io.orchestress.config.Section;
import io.orchestress.transport.reach.Tls;
import io.orchestress.transport.reach.UnusableFileException;
import java.time.Instant;

/** Reads {@code target.tls}: every file in it, so that one that cannot be used is known before a request. */
final class TlsSection {
    private TlsSection() {}

    static Tls read(Section s, Instant now) {
        Tls.Files files = new Tls.Files(
                s.texts("ca"), s.flag("jvm-ca"), s.text("certificate"), s.text("key"), s.text("key-password"));
        if (!files.andOfJvm() && files.authorities().isEmpty()) {
            s.problem("jvm-ca", "is false, and ca names no file: no server would be trusted");
            return Tls.ofJvm();
        }
        if (files.certificate().isEmpty() && !(files.key() + files.keyPassword()).isEmpty()) {
            s.problem(files.key().isEmpty() ? "key-password" : "key", "needs a certificate beside it");
        }
        try {
            return files.equals(Tls.Files.NONE) ? Tls.ofJvm() : Tls.of(files, now);
        } catch (UnusableFileException e) {
            s.problem(e.setting().key(), e.why());
            return Tls.ofJvm();
        }
    }
}
