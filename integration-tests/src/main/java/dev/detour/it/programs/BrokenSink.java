package dev.detour.it.programs;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What an application does wrong with an answer: {@code mapping} and {@code number} (cannot make anything of the body),
 * {@code truncated} (says that the body is cut, though it is not), {@code handler} (wants no answer with that head),
 * {@code consumer} (throws at the first bytes), {@code disk} (writes them to one that is full).
 */
final class BrokenSink {
    private BrokenSink() {}

    static BodyHandler<byte[]> or(Fields call, BodyHandler<byte[]> sound) {
        String how = call.get("sink");
        return how == null ? sound : head -> of(how);
    }

    private static BodySubscriber<byte[]> of(String how) {
        switch (how) {
            case "mapping":
                return BodySubscribers.mapping(BodySubscribers.ofByteArray(), body -> {
                    throw new IllegalStateException("not what was expected");
                });
            case "number":
                return BodySubscribers.mapping(BodySubscribers.ofByteArray(), body -> new byte[Integer.parseInt("{}")]);
            case "truncated":
                return BodySubscribers.mapping(BodySubscribers.ofByteArray(), body -> {
                    throw new UncheckedIOException(new java.io.EOFException());
                });
            case "handler":
                throw new IllegalStateException("not this answer");
            case "consumer":
                return BodySubscribers.mapping(
                        BodySubscribers.ofByteArrayConsumer(part -> {
                            throw new IllegalStateException("no more");
                        }),
                        nothing -> new byte[0]);
            case "disk":
                return BodySubscribers.mapping(
                        BodySubscribers.ofFile(Path.of("/dev/full"), StandardOpenOption.WRITE), file -> new byte[0]);
            default:
                throw new IllegalArgumentException("no such sink: " + how);
        }
    }
}
