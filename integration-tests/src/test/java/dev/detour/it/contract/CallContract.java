package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the suite share: a caller, its application, and calls that follow its way. */
abstract class CallContract {
    final Laboratory laboratory = Laboratory.laboratory();
    final Caller caller;
    final Application application;

    CallContract(Caller caller) {
        this.caller = caller;
        application = laboratory.application(caller.subject());
    }

    @BeforeEach
    void forget() {
        laboratory.reset();
    }

    final Library library() {
        return caller.subject().library();
    }

    /** A GET in the caller's way. */
    final Fields get(String url) {
        return Fields.none().with("way", caller.way()).with("url", url);
    }

    final Fields post(String url, String body) {
        return get(url).with("method", "POST").with("body", body);
    }

    /** Calls with the client that has nothing special about it. */
    final Fields call(Fields call) {
        return application.call("default", call);
    }

    /** The same call in an application that has no agent. */
    final Fields without(Fields call) {
        Subject control = new Subject(caller.subject().jdk(), library(), Subject.Entry.NONE);
        return laboratory.application(control).call("default", call);
    }

    /** A later failure whose line and event have come: what came of the calls before it has come too. */
    final void barrier() {
        String host = laboratory.fresh("barrier.test");
        int before = application.child().err().size();
        call(get("http://" + host + "/barrier"));
        application
                .events()
                .await(event ->
                        event.is("event", "call_failed") && event.get("url").contains(host));
        assertThat(application.child().err().await(before, line -> line.contains(host)))
                .isPresent();
    }
}
