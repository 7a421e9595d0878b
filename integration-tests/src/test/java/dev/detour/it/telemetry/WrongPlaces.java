package dev.detour.it.telemetry;

import java.util.List;

/** Configurations that have a secret where none belongs: what is said of them is what people paste into tickets. */
final class WrongPlaces {
    private WrongPlaces() {}

    /** Many faults at once. */
    static String in(PlantedSecrets secrets) {
        return """
                mode: %s
                %s: value of a key that is none
                api-key: %s
                credential-headers: ["authorization: Bearer %s"]
                defaults:
                  headers: "authorization: Bearer %s"
                  timeouts: {connect: %s}
                routes:
                  - match: https://user:%s@api.test
                  - match: https://api2.test/v1?key=%s
                  - name: three
                    match: https://api3.test
                    to: https://user:%s@gateway.test
                    credentials: %s
                  - match: https://api4.test
                    to: https://gateway.test?api_key=%s
                    credentials: strip
                  - match: https://api5.test
                    proxy: user:%s@proxy.test:3128
                  - match: https://api6.test
                    proxy: https://user:%s@proxy.test:3128
                  - match: https://api7.test
                    trust: {file: roots.p12, password: %s}
                  - match: https://api8.test
                    client-certificate: %s
                  - match: https://api9.test
                    headers: ["x-api-key: %s"]
                  - match: https://api10.test
                    headers: {"x-api-key %s": x}
                  - match: https://api11.test
                    headers: {x-api-key: "${env:%s}"}
                  - match: https://api12.test
                    headers: {x-api-key: "${%s}"}
                  - match: https://api13.test
                    headers: {x-api-key: "${env:ABSENT:-%s"}
                  - match: https://api14.test
                    retry: {attempts: %s, on: {%s: 2}}
                  - match: https://api15.test
                    dns: {hosts: {api15.test: [%s]}}
                  - match: https://api16.test
                    provider: %s
                  - match: https://api17.test
                    headers: {x-api-key: "line\\nbreak %s"}
                telemetry:
                  log: %s
                  prometheus: user:%s@127.0.0.1:9464
                  otlp: http://user:%s@127.0.0.1:4318
                """.formatted(
                        secrets.key("mode"),
                        secrets.key("unknown key"),
                        secrets.at("value of an unknown key"),
                        secrets.at("credential header with its value"),
                        secrets.at("headers that are a text"),
                        secrets.key("timeout"),
                        secrets.at("user info of match"),
                        secrets.at("query of match"),
                        secrets.at("user info of to"),
                        secrets.at("value of credentials"),
                        secrets.at("query of to"),
                        secrets.at("proxy without a scheme"),
                        secrets.at("proxy by https"),
                        secrets.at("wrong password of a store"),
                        secrets.key("client certificate"),
                        secrets.at("headers that are a list"),
                        secrets.at("name of a header"),
                        secrets.key("name of a variable"),
                        secrets.key("no reference"),
                        secrets.at("reference without an end"),
                        secrets.key("attempts"),
                        secrets.key("code"),
                        secrets.key("address"),
                        secrets.key("provider"),
                        secrets.at("header of two lines"),
                        secrets.key("log"),
                        secrets.at("user info of prometheus"),
                        secrets.at("user info of otlp"));
    }

    /** Files that cannot be read as YAML, each in another way. */
    static List<String> notYaml(PlantedSecrets secrets) {
        String secret = secrets.at("broken YAML");
        return List.of(
                "routes:\n  - match: https://api.test\n    headers: {x-api-key: " + secret,
                "routes:\n  - match: https://api.test\n    headers: {x-api-key: @" + secret + "}\n",
                "routes:\n  - match: https://api.test\n    headers: {x-api-key: '" + secret + "}\n",
                "\"" + secret + "\\q\": x\n",
                "a: " + secret + "\na: " + secret + "\n");
    }
}
