package dev.detour.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuitSignalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        // what a JVM says, a shell, a JVM with -Xrs
        "0000000101005ccd, true",
        "0000000000010000, false",
        "0000000101001cc8, false",
        "ffffffffffffffff, true",
    })
    void is_survived_where_it_is_handled(String mask, boolean survived) throws IOException {
        Path status = Files.writeString(
                folder.resolve("status"),
                "Name:\tjava\nSigIgn:\t0000000000000000\nSigCgt:\t" + mask + "\nCapInh:\t0000000000000000\n");

        assertThat(QuitSignal.isSurvived(status)).isEqualTo(survived);
    }

    @Test
    void nothing_speaks_against_it_where_nothing_is_known() throws IOException {
        assertThat(QuitSignal.isSurvived(folder.resolve("missing"))).isTrue();
        assertThat(QuitSignal.isSurvived(Files.writeString(folder.resolve("other"), "Name:\tjava\nSigCgt:\tx\n")))
                .isTrue();
    }
}
