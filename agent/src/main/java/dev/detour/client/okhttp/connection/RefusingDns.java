package dev.detour.client.okhttp.connection;

import dev.detour.network.Answers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Turns down answers for one host that no public service has; a name with no other answer is an unknown one. */
public final class RefusingDns implements Dns {
    private final Dns application;
    private final String host;

    /**
     * On top of a resolver.
     *
     * @param host lower case; a proxy's name is resolved by the same resolver, and may well be private
     */
    public RefusingDns(Dns application, String host) {
        this.application = application;
        this.host = host;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> answers = application.lookup(hostname);
        if (answers.isEmpty() || !hostname.equalsIgnoreCase(host)) {
            return answers;
        }
        List<InetAddress> accepted = Answers.accepted(hostname, answers);
        if (accepted.isEmpty()) {
            throw new UnknownHostException(Answers.refusal(hostname, answers));
        }
        return accepted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RefusingDns
                && ((RefusingDns) other).application.equals(application)
                && ((RefusingDns) other).host.equals(host);
    }

    @Override
    public int hashCode() {
        return 31 * application.hashCode() + host.hashCode();
    }
}
