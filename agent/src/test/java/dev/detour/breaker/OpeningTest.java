package dev.detour.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class OpeningTest {
    @Test
    void gives_each_call_an_exception_of_its_own_like_the_one_behind_it() {
        Opening opening = Opening.by(FailureKind.TLS_UNTRUSTED, new SSLHandshakeException("no path"));

        assertThat(opening.exception())
                .isExactlyInstanceOf(SSLHandshakeException.class)
                .hasMessage("no path");
        assertThat(opening.exception()).isNotSameAs(opening.exception());
    }

    @Test
    void a_message_that_was_missing_stays_so() {
        assertThat(Opening.by(FailureKind.CONNECT_REFUSED, new ConnectException())
                        .exception())
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessage(null);
    }

    @Test
    void keeps_no_type_of_the_applications() {
        assertThat(Opening.by(FailureKind.CONNECT_TIMEOUT, new OfApplication("slow"))
                        .exception())
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("slow");
    }

    @Test
    void a_type_without_a_message_is_made_without() {
        assertThat(Opening.by(FailureKind.CONNECT_RESET, new ClosedChannelException())
                        .exception())
                .isExactlyInstanceOf(ClosedChannelException.class);
    }

    @Test
    void what_is_no_io_exception_becomes_one() {
        assertThat(Opening.by(FailureKind.EGRESS_DENIED, new SecurityException("no"))
                        .exception())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no");
    }

    @Test
    void answers_become_an_io_exception() {
        assertThat(Opening.by(FailureKind.OVERLOADED, null).exception()).isExactlyInstanceOf(IOException.class);
    }

    private static final class OfApplication extends SocketTimeoutException {
        private static final long serialVersionUID = 1;

        OfApplication(String message) {
            super(message);
        }
    }
}
