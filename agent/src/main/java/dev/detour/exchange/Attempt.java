package dev.detour.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One send of a call: where it goes, and the facts that its client gathers on the way. Facts are written by whichever
 * thread the client uses and read once the attempt has ended.
 */
public final class Attempt {
    private final int number;
    private final Url target;
    private final @Nullable String path;
    private final long startedNanos;
    private volatile @Nullable Phase phase;
    private volatile @Nullable String proxy;
    private volatile boolean reused;
    private volatile @Nullable String address;
    private volatile @Nullable String protocol;
    private volatile @Nullable String issuer;
    private volatile long firstByteNanos;
    private volatile long bodyBytes;
    private volatile boolean delivered;
    private volatile boolean cancelled;
    private volatile boolean expired;
    private volatile boolean disconnected;
    private volatile boolean leftOut;
    private volatile int redirects;
    private volatile int hiddenSends;
    private volatile boolean inDoubt;
    private volatile @Nullable NameLookup lookup;

    /**
     * Begins an attempt.
     *
     * @param number from 1
     * @param target the URL as sent
     * @param path the name of the route's path; null where no route matched
     * @param startedNanos the clock's reading at the start
     */
    public Attempt(int number, Url target, @Nullable String path, long startedNanos) {
        this.number = number;
        this.target = target;
        this.path = path;
        this.startedNanos = startedNanos;
    }

    public int number() {
        return number;
    }

    public Url target() {
        return target;
    }

    public @Nullable String path() {
        return path;
    }

    public long startedNanos() {
        return startedNanos;
    }

    /** The furthest phase that is known to have begun; null where the client told nothing. */
    public @Nullable Phase phase() {
        return phase;
    }

    public void reached(Phase next) {
        phase = next;
    }

    /** {@code host:port} of the proxy in the way, without its user; null where the connection is direct. */
    public @Nullable String proxy() {
        return proxy;
    }

    public void through(@Nullable String usedProxy) {
        proxy = usedProxy;
    }

    /** Whether the connection had served before. */
    public boolean isReused() {
        return reused;
    }

    public void on(boolean reusedConnection) {
        reused = reusedConnection;
    }

    /** The peer's address and port, numeric; null where none was reached. */
    public @Nullable String address() {
        return address;
    }

    public void to(String peer) {
        address = peer;
    }

    /** {@code http/1.1} or {@code h2}; null where unknown. */
    public @Nullable String protocol() {
        return protocol;
    }

    public void speaking(String spoken) {
        protocol = spoken;
    }

    /** Who issued the certificate that was refused; null where none was. */
    public @Nullable String issuer() {
        return issuer;
    }

    public void issuedBy(String distinguishedName) {
        issuer = distinguishedName;
    }

    /** The clock's reading when the answer's head was there; 0 before. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    public void answeredAt(long nanos) {
        firstByteNanos = nanos;
        phase = Phase.HEADERS;
    }

    /** Body bytes handed to the application. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** Counts body bytes; called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the client's own reading thread
    public void received(long count) {
        bodyBytes += count;
    }

    /** Whether the answer has been handed to the application: from then on nothing is sent again. */
    public boolean isDelivered() {
        return delivered;
    }

    public void deliver() {
        delivered = true;
        phase = Phase.BODY;
    }

    /** Whether the application cancelled the call; several clients throw then what they throw when a peer is gone. */
    public boolean isCancelled() {
        return cancelled;
    }

    public void cancel() {
        cancelled = true;
    }

    /** Whether the time limit of the whole call ran out, which OkHttp shows as a cancelled call. */
    public boolean isExpired() {
        return expired;
    }

    public void expire() {
        expired = true;
    }

    /** How often the client has followed a redirect. */
    public int redirects() {
        return redirects;
    }

    /** Counts one; called by one thread at a time. */
    @SuppressWarnings(
            "NonAtomicVolatileUpdate") // one writer at a time: the client follows one redirect after the other
    public void redirected() {
        redirects++;
    }

    /** Whether the whole connection is gone, and not this request's stream alone. */
    public boolean isDisconnected() {
        return disconnected;
    }

    public void disconnect() {
        disconnected = true;
    }

    /** Whether the peer has said that it did not process the request, and will not (RFC 9113, 6.8). */
    public boolean isLeftOut() {
        return leftOut;
    }

    public void leaveOut() {
        leftOut = true;
    }

    /** How often the client sent the request again by itself, unasked, within this attempt. */
    public int hiddenSends() {
        return hiddenSends;
    }

    /** Counts one; called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the client's own sending thread
    public void sentAgainUnasked() {
        hiddenSends++;
    }

    /**
     * Whether the client wrote this very request once, lost it, and repeated it by itself: however that ends, the origin
     * may have acted.
     */
    public boolean isInDoubt() {
        return inDoubt;
    }

    public void leaveInDoubt() {
        inDoubt = true;
    }

    /** What was found out of the host's name; null where nobody asked. */
    public @Nullable NameLookup lookup() {
        return lookup;
    }

    public void lookedUp(NameLookup result) {
        lookup = result;
    }
}
