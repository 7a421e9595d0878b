package dev.detour.client.jdk;

/** The numbers of this client's hooks: 0 to 31. Compile-time constants, so that advice carries them inline. */
final class HookNumbers {
    static final int FIRST = 0;
    static final int LAST = 31;

    static final int SEND = 0;
    static final int SENT = 1;
    static final int SEND_ASYNC = 2;
    static final int SENT_ASYNC = 3;
    static final int REQUEST = 4;
    static final int REQUEST_BORN = 5;
    static final int REQUEST_COPIED = 6;
    static final int REQUEST_ADDRESS = 7;
    static final int RESOLVE_ADDRESS = 8;
    static final int CONNECT = 9;
    static final int CONNECTED = 10;
    static final int CREATE_ENGINE = 11;
    static final int HEADER_FILTER = 12;
    static final int REDIRECT = 13;
    static final int CONNECT_TIMEOUT = 14;
    static final int WEB_SOCKET = 15;
    static final int EXCHANGE = 16;
    static final int TUNNELLED = 17;
    static final int RESPONSE_TIMER = 18;
    static final int AUTHENTICATION = 19;
    static final int NEEDS_EXECUTOR = 20;

    private HookNumbers() {}
}
