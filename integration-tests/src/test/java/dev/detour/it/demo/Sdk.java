package dev.detour.it.demo;

import dev.detour.it.children.Library;
import java.util.List;

/**
 * A program, with its vendor's host and key hard-wired.
 *
 * @param client the HTTP client below it
 */
record Sdk(String title, String client, Library library, Vendor vendor) {
    static final Sdk ANTHROPIC = new Sdk("anthropic-java", "on OkHttp", Library.ANTHROPIC, Vendor.ANTHROPIC);
    static final Sdk OPEN_AI = new Sdk("openai-java", "on OkHttp", Library.OPEN_AI, Vendor.OPEN_AI);
    static final Sdk LANGCHAIN4J_ANTHROPIC =
            new Sdk("langchain4j Anthropic", "on java.net.http", Library.LANGCHAIN4J_ANTHROPIC, Vendor.ANTHROPIC);
    static final Sdk LANGCHAIN4J_OPEN_AI =
            new Sdk("langchain4j OpenAI", "on java.net.http", Library.LANGCHAIN4J_OPEN_AI, Vendor.OPEN_AI);

    static final List<Sdk> ALL = List.of(ANTHROPIC, OPEN_AI, LANGCHAIN4J_ANTHROPIC, LANGCHAIN4J_OPEN_AI);
}
