package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Transcript;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the application's own code throws in a call is no failure of the call: no event, no line, nothing added. */
@ForTellingCallers
class OwnExceptionsTest extends CallContract {
    /** One that no route matches, and one whose failures would be annotated and tried again. */
    private final List<String> hosts = List.of("unmatched.test", laboratory.fresh("retry.test"));

    OwnExceptionsTest(Caller caller) {
        super(caller);
    }

    @Test
    void what_handles_the_answer() {
        assumeTrue(!library().isOkHttp() && !caller.way().equals("stream"), "its answers are read outside of it");
        for (String sink : List.of("mapping", "number", "truncated", "handler", "consumer", "disk")) {
            hosts.forEach(host -> isNoFailure("default", get(url(host, sink)).with("sink", sink)));
        }
    }

    @Test
    void handler_over_an_answer_that_is_refused() {
        assumeTrue(!library().isOkHttp() && !caller.way().equals("stream"), "its answers are read outside of it");
        laboratory.gateway.answer(Answer.json(400, "{\"error\":\"no\"}"));
        hosts.forEach(host -> isNoFailure("default", get(url(host, "refused")).with("sink", "handler")));
    }

    @Test
    void what_writes_the_request() {
        hosts.forEach(host ->
                isNoFailure("default", post(url(host, "request"), "{}").with("body-as", "broken")));
    }

    @Test
    void interceptors() {
        assumeTrue(library().isOkHttp(), "it has none");
        for (String when : List.of("before", "after", "checked", "body")) {
            application
                    .child()
                    .client("throwing-" + when, library(), Fields.none().with("throwing", when));
            hosts.forEach(host -> isNoFailure("throwing-" + when, get(url(host, when))));
        }
    }

    private String url(String host, String what) {
        return laboratory.gateway.url(host) + "/own/" + what + "/" + caller.way();
    }

    private void isNoFailure(String client, Fields call) {
        Transcript err = application.child().err();
        int before = err.size();
        Fields seen = application.call(client, call);
        barrier();

        assertThat(seen.get("exception.0")).as(seen.toString()).isNotNull();
        assertThat(seen.get("exception.text")).doesNotContain("Detour: ");
        assertThat(application.events().all(event -> event.is("url", call.require("url"))))
                .isEmpty();
        assertThat(err.after(before)).noneMatch(line -> line.contains("/own/"));
    }
}
