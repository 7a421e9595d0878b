package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BogonsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0 | this network",
                "0.255.255.255 | this network",
                "10.10.34.36 | private",
                "100.64.0.1 | carrier-grade NAT",
                "100.127.255.255 | carrier-grade NAT",
                "127.0.0.1 | loopback",
                "169.254.169.254 | link-local",
                "172.16.0.1 | private",
                "172.31.255.255 | private",
                "192.0.0.8 | protocol assignments",
                "192.0.2.1 | documentation",
                "192.168.1.1 | private",
                "198.19.0.1 | benchmarking",
                "198.51.100.1 | documentation",
                "203.0.113.7 | documentation",
                "224.0.0.1 | multicast",
                "240.0.0.1 | reserved",
                "255.255.255.255 | reserved",
                ":: | unspecified",
                "::1 | loopback",
                "::ffff:10.0.0.1 | private",
                "::10.0.0.1 | private",
                "64:ff9b::10.0.0.1 | private",
                "2002:a00:1::1 | private",
                "100::1 | discard",
                "2001:db8::1 | documentation",
                "3fff::1 | documentation",
                "fc00::1 | unique local",
                "fdff::1 | unique local",
                "fe80::1 | link-local",
                "febf::1 | link-local",
                "fec0::1 | site-local",
                "ff02::1 | multicast",
            })
    void knows_what_is_not_public(String address, String reason) {
        assertThat(Bogons.contain(address(address))).isTrue();
        assertThat(Bogons.reason(address(address))).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "169.253.1.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.1.1",
                "192.167.1.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "fbff::1"
            })
    void leaves_public_ones_alone(String address) {
        assertThat(Bogons.reason(address(address))).isNull();
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(Addresses.parse(text));
    }
}
