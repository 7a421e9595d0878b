package dev.detour.it.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium with one page, driven by its DevTools protocol: what a library for browsers would bring is a
 * driver to install, and little more of what is asked here.
 */
final class Browser implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final WebSocket socket;
    private final Messages messages = new Messages();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int sent;
    private String session = "";

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, messages)
                .join();
    }

    /** The program; null where none is installed. */
    static @Nullable Path program() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Starts it with a profile of its own in this folder. */
    static Browser start(Path program, Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-extensions",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--lang=en",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        Path told = folder.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE;
        while (!Files.exists(told) || Files.readAllLines(told).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the browser does not start: "
                        + Files.readString(folder.resolveSibling(folder.getFileName() + ".log")));
            }
            Thread.onSpinWait();
        }
        List<String> lines = Files.readAllLines(told);
        Browser browser = new Browser(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
        browser.openPage();
        return browser;
    }

    private void openPage() {
        Map<String, String> made = send("Target.createTarget", Map.of("url", "about:blank"));
        Map<String, String> attached = send(
                "Target.attachToTarget", Map.of("targetId", made.getOrDefault("result.targetId", ""), "flatten", true));
        session = attached.getOrDefault("result.sessionId", "");
        for (String domain : new String[] {"Page", "Runtime", "Log", "Network"}) {
            send(domain + ".enable", Map.of());
        }
    }

    /** Opens a file, and waits until its script has drawn it. */
    void open(Path page) {
        complaints.clear();
        requests.clear();
        send("Page.navigate", Map.of("url", page.toUri().toString()));
        awaitTrue("location.protocol === 'file:' && document.documentElement?.dataset.ready === 'yes'");
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void timeZone(String name) {
        send("Emulation.setTimezoneOverride", Map.of("timezoneId", name));
    }

    void prefers(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The value of an expression, as text. */
    String eval(String expression) {
        Map<String, String> answer =
                send("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true));
        if (answer.containsKey("result.exceptionDetails.text")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.getOrDefault("result.result.value", "");
    }

    void awaitTrue(String expression) {
        long end = System.nanoTime() + PATIENCE;
        while (!eval("Boolean(" + expression + ")").equals("true")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never true: " + expression + "; the page said " + complaints);
            }
        }
    }

    /** Presses the mouse at one place and lets it go at another; places are those of the viewport. */
    void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mouseMoved", fromX, fromY, 0);
        mouse("mousePressed", fromX, fromY, 1);
        mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, 1);
        mouse("mouseMoved", toX, toY, 1);
        mouse("mouseReleased", toX, toY, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        send(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
    }

    void press(String key, int code) {
        for (String type : new String[] {"keyDown", "keyUp"}) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "windowsVirtualKeyCode", code));
        }
    }

    /** A picture of the page: what is in view, or all of it. */
    Path picture(Path file, boolean whole) throws IOException {
        String picture = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .get("result.data");
        return Files.write(file, Base64.getDecoder().decode(picture));
    }

    /** What the page has complained of: errors, warnings, what its policy forbids. */
    List<String> complaints() {
        eval("1");
        return List.copyOf(complaints);
    }

    /** What it has asked for, the page itself left out. */
    List<String> requests() {
        eval("1");
        return requests.stream().filter(url -> !url.startsWith("file:")).toList();
    }

    List<String> files() {
        eval("1");
        return requests.stream().filter(url -> url.startsWith("file:")).toList();
    }

    /** Sends a command and waits for its answer; what comes before is taken note of. Keys of the answer are paths. */
    private Map<String, String> send(String method, Map<String, ?> parameters) {
        int id = ++sent;
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeStringField("method", method);
            if (!session.isEmpty()) {
                json.writeStringField("sessionId", session);
            }
            json.writeFieldName("params");
            write(json, parameters);
            json.writeEndObject();
        } catch (IOException neverOfAString) {
            throw new UncheckedIOException(neverOfAString);
        }
        socket.sendText(text.toString(), true).join();
        while (true) {
            Map<String, String> message = messages.next(method);
            if (message.getOrDefault("id", "").equals(Integer.toString(id))) {
                if (message.containsKey("error.message")) {
                    throw new AssertionError(method + ": " + message);
                }
                return message;
            }
            note(message);
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Integer || value instanceof Double) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    private void note(Map<String, String> message) {
        String method = message.getOrDefault("method", "");
        switch (method) {
            case "Network.requestWillBeSent" -> requests.add(message.getOrDefault("params.request.url", ""));
            case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(message.toString());
            case "Runtime.consoleAPICalled" -> complaints.add(message.toString());
            default -> {}
        }
    }

    @Override
    public void close() {
        session = "";
        send("Browser.close", Map.of());
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            socket.abort();
        }
    }

    /** What the browser says, message by message. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                whole.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        Map<String, String> next(String awaited) {
            try {
                String text = whole.poll(PATIENCE, TimeUnit.NANOSECONDS);
                if (text == null) {
                    throw new AssertionError("the browser does not answer " + awaited);
                }
                return flat(text);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        private static Map<String, String> flat(String text) {
            Map<String, String> values = new LinkedHashMap<>();
            try (JsonParser json = JSON.createParser(text)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token.isScalarValue()) {
                        values.put(
                                json.getParsingContext()
                                        .pathAsPointer()
                                        .toString()
                                        .substring(1)
                                        .replace('/', '.'),
                                json.getText());
                    }
                }
                return values;
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
    }
}
