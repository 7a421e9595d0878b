package dev.detour.network;

import dev.detour.exchange.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose {@code connect} goes to a SOCKS5 proxy and asks it for the target. Afterwards it is an ordinary socket,
 * whose peer is the proxy.
 *
 * <p>The JDK's own SOCKS sockets are not used: they take user and password from the JVM's one {@code Authenticator},
 * fall back to SOCKS4, and count their time-out anew for every step.
 */
final class Socks5Socket extends Socket {
    private static final int NO_DEADLINE = 0;

    private final ProxyServer proxy;
    private final Ticker ticker;

    /** Not null while it connects. */
    private volatile @Nullable Thread connecting;

    private volatile boolean endedByAnotherThread;

    Socks5Socket(ProxyServer proxy, Ticker ticker) {
        // Whatever the JVM's properties say of SOCKS: this one goes to its proxy directly.
        super(Proxy.NO_PROXY);
        this.proxy = proxy;
        this.ticker = ticker;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, NO_DEADLINE);
    }

    /**
     * Connects to the proxy and shakes hands, all in the given time. Can be ended by {@code close} in another thread.
     *
     * @param endpoint where it has a name, resolved or not, the proxy gets the name: it is the proxy's view of names
     *     that counts behind it. A bare address stays one
     * @param timeout in milliseconds; 0: as long as it takes
     * @throws IOException as {@link SocksFailure} describes them; after it the socket is closed
     */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (timeout < 0) {
            throw new IllegalArgumentException("a negative time-out");
        }
        if (!(endpoint instanceof InetSocketAddress)) {
            throw new IllegalArgumentException("an address of an unknown type");
        }
        InetSocketAddress target = (InetSocketAddress) endpoint;
        Deadline deadline = new Deadline(ticker.nanos(), timeout);
        connecting = Thread.currentThread();
        try {
            connectToProxy(deadline);
            shakeHands(target, deadline);
        } catch (IOException failure) {
            close();
            throw endedByAnotherThread ? withText("Socket closed", failure) : failure;
        } finally {
            connecting = null;
        }
    }

    /** Whether it is closed does not tell who did it: from 25 on a connect that fails closes the socket itself. */
    @Override
    public synchronized void close() throws IOException {
        Thread busy = connecting;
        if (busy != null && busy != Thread.currentThread()) {
            endedByAnotherThread = true;
        }
        super.close();
    }

    private static SocketException withText(String text, IOException cause) {
        SocketException exception = new SocketException(text);
        exception.initCause(cause);
        return exception;
    }

    private void connectToProxy(Deadline deadline) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(proxy.host());
            super.connect(new InetSocketAddress(address, proxy.port()), deadline.millisLeft());
        } catch (IOException unreachable) {
            throw SocksFailure.unreachable(proxy, unreachable);
        }
    }

    private void shakeHands(InetSocketAddress target, Deadline deadline) throws IOException {
        Socks5Dialogue dialogue = new Socks5Dialogue(proxy, hostOf(target), target.getPort());
        int applicationsTimeout = getSoTimeout();
        try {
            InputStream in = getInputStream();
            OutputStream out = getOutputStream();
            out.write(dialogue.start());
            while (dialogue.wanted() > 0) {
                byte[] answer = dialogue.answerTo(read(in, dialogue.wanted(), deadline));
                if (answer.length > 0) {
                    out.write(answer);
                }
            }
        } catch (SocketTimeoutException late) {
            throw SocksFailure.timedOut(proxy);
        } catch (SocketException failure) {
            throw isOurs(failure) ? failure : SocksFailure.closed(proxy, failure);
        }
        setSoTimeout(applicationsTimeout);
    }

    private static String hostOf(InetSocketAddress target) {
        String host = target.getHostString();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    private byte[] read(InputStream in, int count, Deadline deadline) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            setSoTimeout(deadline.millisLeft());
            int read = in.read(bytes, done, count - done);
            if (read < 0) {
                throw SocksFailure.closed(proxy, new EOFException());
            }
            done += read;
        }
        return bytes;
    }

    private static boolean isOurs(SocketException failure) {
        @Nullable String text = failure.getMessage();
        return text != null && text.startsWith(SocksFailure.PREFIX);
    }

    /** When the connection must stand; 0 milliseconds from the start: never. */
    private final class Deadline {
        private final long start;
        private final int timeout;

        Deadline(long start, int timeout) {
            this.start = start;
            this.timeout = timeout;
        }

        /** For {@code setSoTimeout}, where 0 means for ever. */
        int millisLeft() throws SocketTimeoutException {
            if (timeout == NO_DEADLINE) {
                return 0;
            }
            long left = timeout - TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - start);
            if (left <= 0) {
                throw new SocketTimeoutException("out of time");
            }
            return (int) left;
        }
    }
}
