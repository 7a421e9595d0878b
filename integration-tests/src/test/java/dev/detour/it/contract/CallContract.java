package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.net.URI;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the suite share: a caller, its application, and calls that follow its way. */
abstract class CallContract {
    /** How often a test tries what a busy machine may let run out of time too early. */
    static final int TRIES = 5;

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

    /** Makes a call that fails, to a host that no other call goes to; the event of it. */
    final Event failure(String client, Fields call) {
        Fields seen = application.call(client, call);
        assertThat(seen.get("status")).as(seen.toString()).isNull();
        return application.events().await(event -> isFailureOf(call, event));
    }

    static boolean isFailureOf(Fields call, Event event) {
        return event.is("event", "call_failed")
                && event.get("url").contains(URI.create(call.require("url")).getHost());
    }

    /**
     * The same for a call whose time is to run out in this phase. On a busy machine it runs out in an earlier one: then
     * another call is made, a few times at most.
     *
     * @param fresh a call to another host each time
     */
    final Event failureIn(String phase, String client, Supplier<Fields> fresh) {
        Event event = failure(client, fresh.get());
        for (int tries = 1; tries < TRIES && event.endedBefore(phase); tries++) {
            event = failure(client, fresh.get());
        }
        return event;
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
