package dev.detour.doctor;

import dev.detour.call.Rules;
import dev.detour.config.CheckReport;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Classifier;
import dev.detour.network.ProxyServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One examination: prepared from what the user wants, then made. */
public final class Doctor {
    private static final Pattern NAME_OF_A_SECRET =
            Pattern.compile("(?i).*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL).*");

    /** What may be a word or a number elsewhere is not taken out. */
    private static final int SHORTEST_SECRET = 8;

    private final Url url;
    private final Wishes wishes;
    private final JvmView shell;
    private final @Nullable JvmView target;
    private final InForce inForce;
    private final List<Course> courses;
    private final Instruments instruments;
    private final UnaryOperator<String> secrets;

    private Doctor(Wishes wishes) throws IOException {
        this.wishes = wishes;
        this.url = url(wishes.url());
        this.shell = JvmView.ofShell();
        this.target = wishes.pid() == null ? null : JvmView.read(wishes.pid());
        JvmView meant = target == null ? shell : target;
        this.inForce = new InForce(wishes.config(), meant, target == null ? null : AgentView.of(target));
        Rules rules = inForce.rules();
        List<ProxyServer> named = proxies(wishes.proxies());
        this.courses = Courses.of(url, rules, meant.properties(), named, provider(rules));
        this.secrets = secrets(rules, meant, named);
        this.instruments = instruments(rules, meant);
    }

    /**
     * Gets ready: reads the configuration and asks the JVM that is meant. Nothing is sent yet.
     *
     * @throws IOException with cause and cure, where that JVM or the configuration cannot be read
     * @throws IllegalArgumentException where a wish makes no sense; the message says which
     */
    public static Doctor of(Wishes wishes) throws IOException {
        return new Doctor(wishes);
    }

    private static Url url(String text) {
        try {
            return Url.parse(text.contains("://") ? text : "https://" + text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the URL cannot be used: " + malformed.getMessage(), malformed);
        }
    }

    private @Nullable String provider(Rules rules) {
        String named = wishes.provider();
        if (named != null && !rules.providers().names().contains(named)) {
            throw new IllegalArgumentException("--provider " + named + " is not known; known are "
                    + String.join(", ", rules.providers().names()));
        }
        return named;
    }

    private static List<ProxyServer> proxies(List<String> named) {
        List<ProxyServer> proxies = new ArrayList<>();
        for (String proxy : named) {
            try {
                proxies.add(ProxyServer.parse(proxy.contains("://") ? proxy : "http://" + proxy));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("--proxy: " + malformed.getMessage(), malformed);
            }
        }
        return proxies;
    }

    /** Those of the configuration, and whatever the variables and this command's proxies hold. */
    private UnaryOperator<String> secrets(Rules rules, JvmView meant, List<ProxyServer> named) {
        Set<String> known = new HashSet<>();
        for (JvmView view : List.of(shell, meant)) {
            view.variables().forEach((name, value) -> {
                if (NAME_OF_A_SECRET.matcher(name).matches() && value.strip().length() >= SHORTEST_SECRET) {
                    known.add(value.strip());
                }
            });
        }
        named.stream()
                .map(ProxyServer::password)
                .filter(password -> password != null)
                .forEach(known::add);
        Secrets own = Secrets.of(rules.credentialHeaders(), rules.credentialQuery(), known);
        return text -> own.removeFrom(rules.secrets().removeFrom(text));
    }

    private Instruments instruments(Rules rules, JvmView meant) {
        List<Resolver> resolvers = new ArrayList<>();
        wishes.resolvers().forEach(server -> resolvers.add(new NameServerResolver(server, wishes.timeout())));
        String https = wishes.dnsOverHttps();
        if (https != null) {
            resolvers.add(new HttpsResolver(https, wishes.timeout()));
        }
        return Instruments.builder()
                .timeout(wishes.timeout())
                .idle(wishes.idle())
                .paid(paid(meant))
                .resolvers(resolvers)
                .trustStore(TrustStore.of(meant.properties()))
                .classifier(new Classifier(rules.providers(), rules.secrets(), Ticker.SYSTEM))
                .providers(rules.providers())
                .build();
    }

    private @Nullable Paid paid(JvmView meant) {
        String model = wishes.model();
        if (model == null) {
            return null;
        }
        String named = wishes.keyVariable();
        String variable = named == null ? usualVariable(courses.get(0).provider()) : named;
        return Paid.of(model, meant.variables().get(variable), "the variable " + variable);
    }

    private static String usualVariable(@Nullable String provider) {
        if ("anthropic".equals(provider)) {
            return "ANTHROPIC_API_KEY";
        }
        return "google".equals(provider) ? "GEMINI_API_KEY" : "OPENAI_API_KEY";
    }

    /** What a paid request would be on each course, without secrets; empty where none was asked for. */
    public List<String> previews() {
        Paid paid = instruments.paid();
        List<String> previews = new ArrayList<>();
        if (paid != null) {
            for (Course course : courses) {
                PaidRequest request = PaidRequest.of(course, instruments.api(), paid);
                if (request.trouble() == null && !request.wouldTellKey()) {
                    previews.add("on " + course.name() + ":\n" + secrets.apply(request.preview()));
                }
            }
        }
        return previews;
    }

    /**
     * Makes it; all courses at once, rounds one after the other.
     *
     * @param progress is told in a few words what goes on
     */
    public Examined examine(Consumer<String> progress) {
        progress.accept("environment");
        List<Finding> environment = new ArrayList<>(masked(new Surroundings(shell, target).look()));
        environment.addAll(1, masked(List.of(inForce.finding(url))));
        List<List<List<Finding>>> all = new ArrayList<>();
        courses.forEach(course -> all.add(new ArrayList<>()));
        for (int round = 1; round <= wishes.repeat(); round++) {
            progress.accept("round " + round + " of " + wishes.repeat() + ", " + courses.size() + " courses");
            List<CompletableFuture<List<Finding>>> running = courses.stream()
                    .map(course -> CompletableFuture.supplyAsync(
                            () -> masked(Examination.of(course, instruments)), Bounded.THREADS))
                    .collect(Collectors.toList());
            for (int i = 0; i < running.size(); i++) {
                all.get(i).add(running.get(i).join());
            }
        }
        List<CourseResult> results = new ArrayList<>();
        for (int i = 0; i < courses.size(); i++) {
            Course course = courses.get(i);
            results.add(new CourseResult(
                    course.name(), secrets.apply(course.target().withoutQuery()), all.get(i)));
        }
        Report report = new Report(
                secrets.apply(url.withoutQuery()), Ticker.SYSTEM.now(), wishes.repeat(), environment, results);
        return new Examined(report, supplements());
    }

    private List<Finding> masked(List<Finding> findings) {
        return findings.stream().map(finding -> finding.without(secrets)).collect(Collectors.toList());
    }

    /** What support asks for beside the report. */
    private Map<String, String> supplements() {
        Map<String, String> texts = new LinkedHashMap<>();
        JvmView meant = target == null ? shell : target;
        StringBuilder environment = new StringBuilder();
        new TreeMap<>(meant.properties()).forEach((name, value) -> {
            if (name.startsWith("java.v") || name.startsWith("os.") || name.startsWith("java.net")) {
                environment.append(name).append('=').append(value.strip()).append('\n');
            }
        });
        new TreeMap<>(meant.variables())
                .forEach((name, value) -> environment
                        .append(name)
                        .append(" (")
                        .append(value.length())
                        .append(" characters)\n"));
        texts.put("environment.txt", secrets.apply(environment.toString()));
        texts.put("configuration.txt", secrets.apply(new CheckReport(inForce.loaded()).text()));
        return texts;
    }
}
