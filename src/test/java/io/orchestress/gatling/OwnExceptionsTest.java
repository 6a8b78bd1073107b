package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gatling.commons.util.Throwables;
import io.orchestress.metrics.FailureClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users read what went wrong, not in which of our classes it was thrown. */
class OwnExceptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i.o.g.BoundedClient$TooMuchException: the body exceeds 1 MiB          | the body exceeds 1 MiB
            io.orchestress.gatling.TargetGuard$ElsewhereException: not sent, why  | not sent, why
            j.l.IllegalStateException: i.o.g.TargetGuard$ElsewhereException: why  | j.l.IllegalStateException: why
            j.n.ConnectException: Connection refused                              | j.n.ConnectException: Connection refused
            i.o.g.OtherException: why                                             | i.o.g.OtherException: why
            status.find.is(200), found 500                                        | status.find.is(200), found 500
            my.i.o.g.BoundedClient$TooMuchException: why                          | my.i.o.g.BoundedClient$TooMuchException: why
            """)
    void namesOfOwnExceptionsAreLeftOut(String words, String left) {
        assertThat(OwnExceptions.withoutNames(words)).isEqualTo(left);
    }

    @Test
    void theyAreKnownAsGatlingWritesThem() {
        String why = "the body exceeds 1 MiB (orchestress.target.longest-answer)";
        String words =
                Throwables.PimpedException$.MODULE$.rootMessage$extension(new BoundedClient.TooMuchException(why));
        GatlingAnswer answer = new GatlingAnswer();
        answer.begins();

        FailureClass how = answer.ended(true, words, 1, 1_000);

        assertThat(words).isEqualTo("i.o.g.BoundedClient$TooMuchException: " + why);
        assertThat(how).isEqualTo(FailureClass.TOO_LONG);
        assertThat(answer.takeDetail()).isEqualTo(why);
    }

    /** One that is added to the package must be added to the list. */
    @Test
    void everyExceptionOfThePackageIsAmongThem() {
        List<String> found = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.orchestress.gatling")
                        .stream()
                        .filter(type -> type.isAssignableTo(Exception.class))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        OwnExceptions.ALL.stream().map(Class::getName).toList());
    }
}
