package dev.detour.it.faults;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: where a call goes, how, and the code that its event must have. Immutable.
 *
 * <p>A fault has a host of its own unless it says another, and its path ends with its name and the way of calling, which
 * is how its event is found.
 */
public final class Fault {
    /** After which calls end that a timer is to end: more than what comes before it takes, on a busy machine too. */
    public static final int TIMER_MILLIS = 6_000;

    /** The same, as configurations write it. */
    public static final String TIMER = TIMER_MILLIS / 1_000 + "s";

    private final String id;
    private final List<Code> codes;
    private final String what;
    private String base = "";
    private String host;
    private String path = "";
    private Fields client = Fields.none();
    private Fields call = Fields.none()
            .with("method", "POST")
            .with("header.content-type", "application/json")
            .with("body", "{}");
    private @Nullable String route;
    private int primers;
    private int crowd;
    private boolean withoutFiles;
    private Company company = Company.MANY;
    private Deed deed = Deed.NOTHING;
    private Set<Way> ways = EnumSet.allOf(Way.class);
    private Predicate<Library> clients = library -> true;
    private IntPredicate releases = release -> true;

    private Fault(String id, List<Code> codes, String what) {
        this.id = id;
        this.codes = codes;
        this.what = what;
        this.host = id.replace('_', '-') + Lab.DOMAIN;
    }

    private Fault(Fault copied) {
        this(copied.id, copied.codes, copied.what);
        base = copied.base;
        host = copied.host;
        path = copied.path;
        client = copied.client;
        call = copied.call;
        route = copied.route;
        primers = copied.primers;
        crowd = copied.crowd;
        withoutFiles = copied.withoutFiles;
        company = copied.company;
        deed = copied.deed;
        ways = copied.ways;
        clients = copied.clients;
        releases = copied.releases;
    }

    /** A failure with this code; with any of several where bytes on the wire race each other. */
    static Fault of(Code code, String id, String what, Code... others) {
        List<Code> codes = new ArrayList<>(List.of(code));
        codes.addAll(Arrays.asList(others));
        return new Fault(id, List.copyOf(codes), what);
    }

    /** What must give no event. */
    public static Fault none(String id, String what) {
        return new Fault(id, List.of(), what);
    }

    public Fault http(int port) {
        Fault copy = new Fault(this);
        copy.base = "http://%s:" + port;
        return copy;
    }

    public Fault https(int port) {
        Fault copy = new Fault(this);
        copy.base = "https://%s:" + port;
        return copy;
    }

    /** Another host than its own. */
    public Fault host(String name) {
        Fault copy = new Fault(this);
        copy.host = name;
        return copy;
    }

    /** What stands before its name in the path; begins with a slash. */
    Fault path(String prefix) {
        Fault copy = new Fault(this);
        copy.path = prefix;
        return copy;
    }

    /** An option of the client. */
    Fault client(String option, Object value) {
        Fault copy = new Fault(this);
        copy.client = client.with(option, value);
        return copy;
    }

    /** A property of the call. */
    public Fault call(String property, Object value) {
        Fault copy = new Fault(this);
        copy.call = call.with(property, value);
        return copy;
    }

    Fault get() {
        Fault copy = new Fault(this);
        copy.call = Fields.none();
        return copy;
    }

    /** The keys of a route of its own; the others go by one that changes nothing. */
    public Fault route(String keys) {
        Fault copy = new Fault(this);
        copy.route = keys;
        return copy;
    }

    /** Calls that go before it on the same client. */
    Fault after(int calls) {
        Fault copy = new Fault(this);
        copy.primers = calls;
        return copy;
    }

    /** So many other clients have called there before it, and keep their connections. */
    Fault among(int others) {
        Fault copy = new Fault(this);
        copy.crowd = others;
        return copy;
    }

    /** Its process has no file descriptor left; it runs alone. */
    Fault withoutFiles() {
        Fault copy = new Fault(this);
        copy.withoutFiles = true;
        return copy.in(Company.ALONE);
    }

    /** Not simply beside many others. */
    Fault in(Company company) {
        Fault copy = new Fault(this);
        copy.company = company;
        return copy;
    }

    Fault deed(Deed done) {
        Fault copy = new Fault(this);
        copy.deed = done;
        return copy;
    }

    Fault ways(Way first, Way... more) {
        Fault copy = new Fault(this);
        copy.ways = EnumSet.of(first, more);
        return copy;
    }

    Fault only(Predicate<Library> which) {
        Fault copy = new Fault(this);
        copy.clients = which;
        return copy;
    }

    /** On these releases of the JDK, where the client is its own. */
    Fault onJdk(IntPredicate which) {
        Fault copy = new Fault(this);
        copy.releases = which;
        return copy;
    }

    public String id() {
        return id;
    }

    String what() {
        return what;
    }

    /** The codes that are right; empty where there must be no event. */
    public List<Code> codes() {
        return codes;
    }

    String expected() {
        return codes.isEmpty()
                ? Verdict.NONE
                : codes.stream().map(Code::toString).collect(Collectors.joining(" or "));
    }

    public String host() {
        return host;
    }

    public String origin() {
        return String.format(base, host);
    }

    public String url(Way way) {
        return origin() + path + "/" + id + "/" + way;
    }

    public Fields client() {
        return client;
    }

    public Fields call() {
        return call;
    }

    public @Nullable String route() {
        return route;
    }

    public int primers() {
        return primers;
    }

    int crowd() {
        return crowd;
    }

    boolean isWithoutFiles() {
        return withoutFiles;
    }

    Company company() {
        return company == Company.MANY && waits() ? Company.WAITING : company;
    }

    public Deed deed() {
        return deed;
    }

    /** Whether it ends by a timer. */
    public boolean waits() {
        return (route != null && route.contains("timeouts"))
                || call.get("timeout") != null
                || List.of("connect", "read", "write", "total").stream().anyMatch(timer -> client.get(timer) != null);
    }

    public boolean concerns(Library library, Way way) {
        return clients.test(library) && ways.contains(way);
    }

    public boolean concerns(Library library, Jdk jdk) {
        return clients.test(library) && (library.isOkHttp() || releases.test(jdk.release()));
    }

    boolean concerns(Library library) {
        return clients.test(library);
    }

    @Override
    public String toString() {
        return id;
    }
}
