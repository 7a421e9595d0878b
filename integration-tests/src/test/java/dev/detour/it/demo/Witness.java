package dev.detour.it.demo;

import dev.detour.it.servers.Received;
import dev.detour.it.servers.Vendors;
import java.util.List;

/** What the gateway can say of a program's call: that it came as configured, with the right key and no other. */
final class Witness {
    private Witness() {}

    /** Lets the program ask; returns the one request that the gateway got. */
    static Received of(Stage stage, Program program, String way) {
        stage.rewind();
        Reply reply = program.ask(way);
        Untrue.unless(
                !reply.failed() && reply.text().equals(Vendors.TEXT),
                program.sdk().title(),
                way + ":",
                reply);
        Untrue.unless(stage.received().size() == 1, "the gateway saw", stage.received());
        Received received = stage.received().get(0);
        check(received, stage.authority(), program.sdk().vendor());
        return received;
    }

    private static void check(Received received, String authority, Vendor vendor) {
        Untrue.unless(authority.equals(received.authority()), "wrong host:", received);
        Untrue.unless(received.path().equals(vendor.pathAtGateway()), "wrong path:", received.target());
        Untrue.unless(
                vendor.headerAtGateway().equals(received.header(vendor.header())), "the gateway's key did not arrive");
        Untrue.unless(!holds(received, vendor.key()), "the vendor's key has reached the gateway");
    }

    private static boolean holds(Received received, String secret) {
        return received.target().contains(secret)
                || received.text().contains(secret)
                || received.headers().values().stream().flatMap(List::stream).anyMatch(value -> value.contains(secret));
    }
}
