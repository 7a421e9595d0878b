package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.detour.it.contract.WebSocketTest#callers")
class WebSocketTest extends CallContract {
    WebSocketTest(Caller caller) {
        super(caller);
    }

    static Stream<Caller> callers() {
        return Caller.all().map(Caller::subject).distinct().map(subject -> new Caller(subject, "websocket"));
    }

    @Test
    void handshake_goes_to_the_gateway_with_its_headers() {
        Fields seen = call(
                get("ws://replace.test/v1/socket").with("message", "hello").with("header.x-api-key", "application"));

        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("hello");
        assertThat(seen.get("closed")).isEqualTo("1000");
        Received received = laboratory.gateway.only();
        assertThat(received.path()).isEqualTo("/v1/socket");
        assertThat(received.header("x-api-key")).isEqualTo("gateway-key");
        assertThat(received.authority()).isEqualTo("gateway.test:" + laboratory.gateway.port());
    }

    @Test
    void secure_handshake_has_the_right_server_name() {
        Fields seen = call(get("wss://moved.test/socket").with("message", "hello"));

        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("hello");
        assertThat(laboratory.moved.only().sni()).isEqualTo("moved.secure.test");
        assertThat(laboratory.moved.only().target()).isEqualTo("/moved/socket");
    }

    @Test
    void password_of_the_application_opens_a_socket_only_where_credentials_are_forwarded() {
        String client = application.client(Fields.none().with("authenticator", "application:secret"));
        laboratory.gateway.answer(AuthenticatorTest::guarded);
        assertThat(application.call(client, get("ws://strip.test/socket")).get("exception.text"))
                .contains("401");
        assertThat(laboratory.gateway.received())
                .isNotEmpty()
                .allSatisfy(
                        received -> assertThat(received.header("authorization")).isNull());

        Fields seen = application.call(client, get("ws://forward.test/socket").with("message", "hello"));
        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("hello");
    }

    @Test
    void handshake_that_is_redirected_to_another_origin_carries_no_key_there() {
        laboratory.gateway.answer(Answer.redirect(302, laboratory.other.url("gateway.test") + "/there"));
        call(get("ws://replace.test/v1/socket").with("message", "hello").with("header.x-api-key", "application"));

        assertThat(laboratory.gateway.only().header("x-api-key")).isEqualTo("gateway-key");
        assertThat(laboratory.other.received())
                .allSatisfy(received -> assertThat(received.header("x-api-key")).isNull());
    }

    @Test
    void unmatched_socket_is_left_alone() {
        String url = laboratory.gateway.url("unmatched.test").replace("http", "ws") + "/socket";
        assertThat(call(get(url).with("message", "hello")).get("body")).isEqualTo("hello");
        assertThat(laboratory.gateway.only().target()).isEqualTo("/socket");
    }
}
