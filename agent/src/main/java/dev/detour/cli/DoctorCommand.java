package dev.detour.cli;

import dev.detour.doctor.Bundle;
import dev.detour.doctor.Doctor;
import dev.detour.doctor.Examined;
import dev.detour.doctor.Wishes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Finds out why calls to a URL fail: step by step, on each way there is, with one verdict at the end. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds out why calls to a URL fail: environment, DNS, TCP, proxy, TLS, HTTP, on each way there is side by"
                    + " side, with one verdict at the end.",
            "Sends one GET without a key on each way, and nothing that costs money unless --request is given."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar detour.jar doctor https://api.anthropic.com",
            "  java -jar detour.jar doctor https://api.anthropic.com --pid 4711",
            "  java -jar detour.jar doctor https://api.anthropic.com \\",
            "      --proxy http://127.0.0.1:7890",
            "  java -jar detour.jar doctor https://api.anthropic.com --idle 90s --json \\",
            "      | jq .verdict"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:calls would go well", "1:a cause was found", "2:could not look, or was not allowed to send"})
final class DoctorCommand implements Callable<Integer> {
    private static final String PUBLIC_RESOLVER = "https://cloudflare-dns.com/dns-query";

    @Parameters(paramLabel = "URL", description = "What the application calls, or the base URL it is set to.")
    private String url = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without it, the one that the JVM would read.")
    private @Nullable String config;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "Sees with the eyes of this JVM: its variables, properties, proxies and trust store.")
    private @Nullable String pid;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "Judges this proxy (http://[user:password@]host:port or socks5://...). Repeatable.")
    private List<String> proxies = List.of();

    @Option(
            names = "--resolver",
            paramLabel = "HOST[:PORT]",
            description = "A clean name server to compare with, as 1.1.1.1. Repeatable.")
    private List<String> resolvers = List.of();

    @Option(
            names = "--doh",
            paramLabel = "URL",
            arity = "0..1",
            fallbackValue = PUBLIC_RESOLVER,
            description = "Compares with DNS over HTTPS too; without a URL, with " + PUBLIC_RESOLVER + ".")
    private @Nullable String doh;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Whose answers to expect behind a gateway, as anthropic or openai.")
    private @Nullable String provider;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "For each thing that may hang; 10s by default.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--idle",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Holds a connection this long in silence and uses it again, as 90s.")
    private @Nullable Duration idle;

    @Option(names = "--repeat", paramLabel = "N", description = "So many rounds: tells always from now and then.")
    private int repeat = 1;

    @Option(
            names = "--request",
            description = "Sends the smallest request that a model answers, after showing it. Costs money.")
    private boolean request;

    @Option(names = "--model", paramLabel = "NAME", description = "The model for --request.")
    private @Nullable String model;

    @Option(
            names = "--key-env",
            paramLabel = "NAME",
            description = "The variable that holds the key; by default ANTHROPIC_API_KEY, OPENAI_API_KEY or"
                    + " GEMINI_API_KEY, by provider.")
    private @Nullable String keyVariable;

    @Option(names = "--yes", description = "Does not ask before --request is sent.")
    private boolean yes;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--bundle",
            paramLabel = "FILE.zip",
            description = "Also writes all of it, without secrets, into a file for support.")
    private @Nullable Path bundle;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        check();
        Doctor doctor = Doctor.of(wishes());
        if (!isAgreed(doctor)) {
            throw new IOException("not sent, and nothing else was done (--yes agrees beforehand)");
        }
        Examined examined = doctor.examine(progress());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json.isWanted() ? examined.json() : examined.text(Ansi.AUTO.enabled()));
        out.flush();
        writeBundle(examined);
        return examined.exitStatus();
    }

    private void check() throws IOException {
        if (repeat < 1 || repeat > 1_000) {
            throw new ParameterException(spec.commandLine(), "--repeat " + repeat + " is not between 1 and 1000");
        }
        if (request && model == null) {
            throw new ParameterException(spec.commandLine(), "--request needs a --model");
        }
        if (bundle != null) {
            Bundle.check(bundle);
        }
    }

    private Wishes wishes() {
        return Wishes.of(url)
                .config(config)
                .pid(pid)
                .proxies(proxies)
                .resolvers(resolvers)
                .dnsOverHttps(doh)
                .provider(provider)
                .timeout(timeout)
                .idle(idle)
                .repeat(repeat)
                .model(request ? model : null)
                .keyVariable(keyVariable)
                .build();
    }

    /** What costs money is shown first; without somebody to ask, only {@code --yes} lets it go. */
    private boolean isAgreed(Doctor doctor) {
        List<String> previews = doctor.previews();
        if (previews.isEmpty()) {
            return true;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("This will be sent" + (repeat > 1 ? " " + repeat + " times" : "") + ", and costs money:");
        previews.forEach(preview -> err.println("\n" + preview));
        err.println();
        if (yes) {
            return true;
        }
        String answer = Terminal.ask("Send it? [y/N] ");
        return answer != null
                && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    }

    private Consumer<String> progress() {
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Terminal.isThere();
        return what -> {
            if (terminal) {
                err.println("... " + what);
            }
        };
    }

    private void writeBundle(Examined examined) throws IOException {
        Path file = bundle;
        if (file != null) {
            String entries = String.join(", ", examined.bundle(file));
            spec.commandLine().getErr().println("wrote " + file + ": " + entries);
        }
    }

    /** As the configuration writes them. */
    static final class Durations implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String digits = text.replaceAll("[a-z]+$", "");
            String unit = text.substring(digits.length());
            if (!digits.matches("[1-9][0-9]{0,8}")) {
                throw new TypeConversionException("'" + text + "' is no duration, as 500ms, 90s or 2m");
            }
            long number = Long.parseLong(digits);
            switch (unit) {
                case "ms":
                    return Duration.ofMillis(number);
                case "s":
                    return Duration.ofSeconds(number);
                case "m":
                    return Duration.ofMinutes(number);
                case "h":
                    return Duration.ofHours(number);
                default:
                    throw new TypeConversionException("'" + text + "' is no duration, as 500ms, 90s or 2m");
            }
        }
    }
}
