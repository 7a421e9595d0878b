package dev.detour.client.okhttp.adapter;

import dev.detour.call.Calls;
import dev.detour.client.okhttp.Adapter;
import dev.detour.client.okhttp.IdleConnections;
import dev.detour.client.okhttp.Transits;
import java.util.concurrent.Executor;

/** What all calls by the OkHttp of one loader share. */
final class AdapterParts {
    final Adapter adapter;
    final Calls calls;
    final Transits transits;
    final OkHttpRelease release = new OkHttpRelease();
    final Executor readers = new Readers();
    final Requests requests = new Requests();
    final ShownResponses responses;
    final FailureFacts facts;
    final IdleConnections idle;

    AdapterParts(Adapter adapter, Calls calls, Transits transits, FailureFacts facts, IdleConnections idle) {
        this.adapter = adapter;
        this.calls = calls;
        this.transits = transits;
        this.responses = new ShownResponses(calls);
        this.facts = facts;
        this.idle = idle;
    }
}
