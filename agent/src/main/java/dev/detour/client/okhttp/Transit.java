package dev.detour.client.okhttp;

import dev.detour.call.Send;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on its way through OkHttp's interceptors, known to its thread. Used by that thread alone, until its answer
 * is there.
 */
public final class Transit {
    /** Each of the five idle connections that OkHttp's pool keeps may be stale; what comes after that is a storm. */
    private static final int MOST_HIDDEN_SENDS = 5;

    private final Adapter adapter;
    private final Object call;
    private final Object chain;
    private final Object request;
    private final Send send;
    private @Nullable Object connection;
    private @Nullable Object hop;
    private @Nullable Object sentHop;
    private @Nullable Throwable failure;
    private int hiddenSends;
    private boolean written;
    private boolean finished;
    private boolean searched;
    private boolean carried;

    /**
     * Begins one.
     *
     * @param adapter to the OkHttp that makes it
     * @param call OkHttp's own
     * @param chain whose {@code proceed} is the attempt
     * @param request that is handed to it
     * @param hiddenSends how often OkHttp has sent again by itself, in attempts of the call before
     */
    public Transit(Adapter adapter, Object call, Object chain, Object request, Send send, int hiddenSends) {
        this.adapter = adapter;
        this.call = call;
        this.chain = chain;
        this.request = request;
        this.send = send;
        this.hiddenSends = hiddenSends;
    }

    /** Whether this chain's {@code proceed} is the attempt itself. */
    public boolean isOn(Object otherChain) {
        return chain == otherChain;
    }

    /** The adapter of this chain, where that is one of the same OkHttp; else null. */
    @Nullable
    Adapter adapterOf(Object otherChain) {
        return otherChain.getClass() == chain.getClass() ? adapter : null;
    }

    /** Whether it is an attempt of this call, and not of one that called another within. */
    public boolean isOf(Object otherCall) {
        return call == otherCall;
    }

    public Object request() {
        return request;
    }

    public Send send() {
        return send;
    }

    /** The connection that carried it last; null where none did yet. */
    public @Nullable Object connection() {
        return connection;
    }

    public void carriedBy(Object used) {
        connection = used;
        carried = true;
    }

    /** The pool had no connection for it: one is to be made. */
    public void searchForRoutes() {
        searched = true;
    }

    /** Whether its first request goes by a connection that was there before, whoever made that and for what. */
    public boolean isFirstFromPool() {
        return !carried && !searched;
    }

    /** The connection that it went over has been left: another one is to be found, or made. */
    public void leaveConnection() {
        connection = null;
    }

    /**
     * A request of it sets out.
     *
     * @param next the same object as before where OkHttp repeats it by itself
     * @return what the one before ended with where it is repeated for that; else null
     */
    @Nullable
    Throwable setsOut(Object next) {
        Throwable repeatedFor = next == hop ? failure : null;
        hop = next;
        if (repeatedFor == null) {
            written = false; // what was before has been answered
        }
        return repeatedFor;
    }

    /**
     * Whether what sets out is not to be repeated: the attempt is over, or it has been too often. Where a server gives up
     * every stream, OkHttp 3 repeats without a pause and without an end.
     */
    boolean isStopped() {
        return finished || hiddenSends >= MOST_HIDDEN_SENDS;
    }

    /** How often OkHttp has sent again by itself, in this attempt and in those before. */
    public int hiddenSends() {
        return hiddenSends;
    }

    /** What has set out is a repeat, after this. */
    void repeats(Throwable repeatedFor) {
        if (written) {
            send.lost(repeatedFor);
        }
        written = false;
    }

    /** A request of it is about to be written; says whether the same one was written before. */
    public boolean isSentAgain() {
        boolean again = hop != null && hop == sentHop;
        sentHop = hop;
        written = true;
        failure = null;
        if (again) {
            hiddenSends++;
        }
        return again;
    }

    void failed(Throwable thrown) {
        failure = thrown;
    }

    /** What the last request of it ended with; null where none has failed. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Its time is up: OkHttp is not to begin anew. */
    public void finish() {
        finished = true;
    }

    public boolean isFinished() {
        return finished;
    }
}
