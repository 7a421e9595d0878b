package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstrumentTest {
    @Test
    void the_guide_explains_every_metric() throws IOException {
        String guide = Files.readString(Path.of("..", "README.md"));

        assertThat(Instrument.values())
                .allSatisfy(instrument -> assertThat(guide).contains("\n| `" + instrument.metric() + "` |"));
    }
}
