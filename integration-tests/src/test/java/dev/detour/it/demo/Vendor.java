package dev.detour.it.demo;

/** Whom the programs mean to call, and what the gateway has in their place. */
enum Vendor {
    ANTHROPIC("/anthropic/v1/messages", "sk-ant-application", "x-api-key", Vendor.GATEWAY_KEY),
    OPEN_AI("/openai/v1/chat/completions", "sk-application", "authorization", "Bearer " + Vendor.GATEWAY_KEY);

    static final String GATEWAY_KEY = "gateway-key";

    private final String pathAtGateway;
    private final String key;
    private final String header;
    private final String headerAtGateway;

    Vendor(String pathAtGateway, String key, String header, String headerAtGateway) {
        this.pathAtGateway = pathAtGateway;
        this.key = key;
        this.header = header;
        this.headerAtGateway = headerAtGateway;
    }

    String pathAtGateway() {
        return pathAtGateway;
    }

    /** The vendor's key, which is hard-wired in the programs. */
    String key() {
        return key;
    }

    /** The name of the header that holds the key. */
    String header() {
        return header;
    }

    String headerAtGateway() {
        return headerAtGateway;
    }
}
