package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Received;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ForEachCaller
class RewritingTest extends CallContract {
    RewritingTest(Caller caller) {
        super(caller);
    }

    @Test
    void base_url_takes_the_place_of_the_origin_and_nothing_else_changes() {
        Fields seen = call(get("http://rewrite.test/v1/a%2Fb/%C3%A4//c;p=1/?q=a%20b&r=x+y&s=%26&t=&u"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        Received received = laboratory.gateway.only();
        assertThat(received.target()).isEqualTo("/base/v1/a%2Fb/%C3%A4//c;p=1/?q=a%20b&r=x+y&s=%26&t=&u");
        assertThat(received.authority()).isEqualTo("gateway.test:" + laboratory.gateway.port());
    }

    @Test
    void https_may_become_http_where_the_route_says_so() {
        assertThat(call(get("https://rewrite.test/v1")).get("status")).isEqualTo("200");
        assertThat(laboratory.gateway.only().target()).isEqualTo("/base/v1");
    }

    @Test
    void http_may_become_https_with_the_right_server_name() {
        Fields seen = call(get("http://up.test/v1"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        Received received = laboratory.up.only();
        assertThat(received.target()).isEqualTo("/up/v1");
        assertThat(received.sni()).isEqualTo("up.secure.test");
        assertThat(received.authority()).isEqualTo("up.secure.test:" + laboratory.up.port());
    }

    @Test
    void http2_gets_the_right_authority_and_server_name() {
        Fields seen = call(get("https://moved.test/v1?x=1"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        Received received = laboratory.moved.only();
        assertThat(received.protocol()).isEqualTo("h2");
        assertThat(received.target()).isEqualTo("/moved/v1?x=1");
        assertThat(received.sni()).isEqualTo("moved.secure.test");
        assertThat(received.authority()).isEqualTo("moved.secure.test:" + laboratory.moved.port());
    }

    @Test
    void prefix_matches_whole_segments_only() {
        String host = laboratory.gateway.url("prefix.test");
        call(get(host + "/v1/x"));
        call(get(host + "/v1"));
        call(get(host + "/v1?a=b"));
        call(get(host + "/v10/x"));
        call(get(host + "/v1%2Fx"));

        assertThat(laboratory.gateway.received())
                .extracting(Received::target)
                .containsExactly("/api/x", "/api", "/api?a=b", "/v10/x", "/v1%2Fx");
    }

    @Test
    void one_slash_stands_between_base_and_rest() {
        call(get("http://slash.test/v1/"));
        call(get("http://bare.test/old/v1"));

        assertThat(laboratory.gateway.received()).extracting(Received::target).containsExactly("/base/v1/", "/v1");
    }

    @Test
    void star_stands_for_at_least_one_label() {
        call(get("http://a.wild.test/x"));
        call(get("http://b.a.wild.test/x"));
        Fields parent = call(get("http://wild.test/x"));

        assertThat(laboratory.gateway.received()).extracting(Received::target).containsExactly("/wild/x", "/wild/x");
        assertThat(parent.get("status")).as("no such host").isNull();
    }

    @Test
    void host_is_matched_in_any_case() {
        call(get("http://REWRITE.test/v1"));
        assertThat(laboratory.gateway.only().target()).isEqualTo("/base/v1");
    }

    @Test
    void any_pattern_of_a_list_matches_with_its_own_prefix() {
        call(get("http://one.list.test/x"));
        call(get("http://two.list.test/v2/x"));

        assertThat(laboratory.gateway.received()).extracting(Received::target).containsExactly("/list/x", "/list/x");
    }

    @Test
    void ipv6_literals_stay_literals() {
        Fields seen = call(get("http://[2001:db8::1]:8080/v1"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.six.only().target()).isEqualTo("/six/v1");
        assertThat(laboratory.six.only().authority()).isEqualTo("[::1]:" + laboratory.six.port());
    }

    @Test
    void port_belongs_to_the_origin() {
        call(get("http://port.test:8081/x"));
        Fields another = call(get("http://port.test/x"));

        assertThat(laboratory.gateway.only().target()).isEqualTo("/port/x");
        assertThat(another.get("status")).as("not matched, and no such host").isNull();
    }

    @Test
    void default_port_may_be_written_or_not() {
        call(get("http://rewrite.test:80/v1"));
        assertThat(laboratory.gateway.only().target()).isEqualTo("/base/v1");
    }

    @Test
    void first_matching_route_decides() {
        call(get("http://order.test/special/x"));
        call(get("http://order.test/x"));

        assertThat(laboratory.gateway.received()).extracting(Received::target).containsExactly("/first/x", "/second/x");
    }

    @Test
    void unmatched_call_is_sent_as_without_the_agent() {
        Fields call = post(laboratory.gateway.url("unmatched.test") + "/v1/x?key=1", "body")
                .with("header.authorization", "Bearer application")
                .with("header.x-many", "1\n2");
        Fields with = call(call);
        Fields without = without(call);

        List<Received> received = laboratory.gateway.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(0).target()).isEqualTo(received.get(1).target());
        assertThat(received.get(0).headers()).isEqualTo(received.get(1).headers());
        assertThat(received.get(0).body()).isEqualTo(received.get(1).body());
        assertThat(comparable(with)).isEqualTo(comparable(without));
    }

    @Test
    void signed_request_is_left_alone() {
        call(get(laboratory.gateway.url("signed.test") + "/x")
                .with("header.authorization", "AWS4-HMAC-SHA256 Credential=A/20261121/r/s/aws4_request, Signature=b"));

        assertThat(laboratory.gateway.only().target()).isEqualTo("/x");
        assertThat(laboratory.other.received()).isEmpty();
    }

    @Test
    void unsigned_request_of_the_same_route_is_rewritten() {
        call(get(laboratory.gateway.url("signed.test") + "/x").with("header.authorization", "Bearer x"));

        assertThat(laboratory.other.only().target()).isEqualTo("/signed/x");
        assertThat(laboratory.gateway.received()).isEmpty();
    }

    private static Map<String, String> comparable(Fields seen) {
        Map<String, String> values = new LinkedHashMap<>(seen.below(""));
        values.remove("elapsed");
        values.remove("ask");
        values.remove("connection.label"); // each JVM numbers its own
        return values;
    }
}
