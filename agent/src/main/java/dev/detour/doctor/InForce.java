package dev.detour.doctor;

import dev.detour.call.RouteRules;
import dev.detour.call.Rules;
import dev.detour.config.ConfigLoader;
import dev.detour.config.Configuration;
import dev.detour.config.Environment;
import dev.detour.config.Fault;
import dev.detour.config.Loaded;
import dev.detour.config.Source;
import dev.detour.exchange.Url;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that calls are judged by: the one that the user names, else the one that the agent in the JVM goes
 * by, else the one that it would read. The rules hold secrets.
 */
final class InForce {
    private static final int MOST_FAULTS = 5;

    private final JvmView meant;
    private final @Nullable AgentView agent;
    private final @Nullable String named;
    private final Loaded loaded;
    private final Rules rules;

    /**
     * Reads it.
     *
     * @param named the file that the user wants; null: none
     * @param agent that of the JVM that is meant; null: this command's own JVM is meant
     * @throws IOException where it is wrong, with every fault
     */
    InForce(@Nullable String named, JvmView meant, @Nullable AgentView agent) throws IOException {
        this.named = named;
        this.meant = meant;
        this.agent = agent;
        Environment environment = meant.environment();
        loaded = ConfigLoader.of(environment).load(source(environment));
        rules = isIdle() ? none() : checked();
    }

    private Source source(Environment environment) {
        if (named != null) {
            return Source.file(Path.of(named).toAbsolutePath().toString());
        }
        if (agent == null || !agent.hasRead()) {
            return Source.choose(agent == null ? null : agent.option(), environment);
        }
        String file = agent.file();
        return file == null ? Source.environment() : Source.file(file);
    }

    /** Whether the file is not what calls go by: then nothing is, or what the agent alone still knows. */
    private boolean isIdle() {
        return named == null && agent != null && (agent.isRejected() || agent.state() == AgentView.State.FAILED);
    }

    private static Rules none() {
        Configuration nothing = ConfigLoader.of(Environment.of(Map.of(), Map.of(), ""))
                .load(Source.environment())
                .configuration();
        if (nothing == null) {
            throw new IllegalStateException("nothing is wrong with no variables");
        }
        return nothing.rules();
    }

    private Rules checked() throws IOException {
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            throw new IOException("the configuration is wrong (see the check command):\n"
                    + loaded.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
        }
        return configuration.rules();
    }

    /** As it was read just now: with faults where it was rejected. */
    Loaded loaded() {
        return loaded;
    }

    Rules rules() {
        return rules;
    }

    /** Where it comes from, and what it comes to for this URL. */
    Finding finding(Url url) {
        Finding.Builder finding = !isIdle() ? used(url) : view().isRejected() ? rejected() : failed();
        return finding.label("configuration").build();
    }

    private Finding.Builder failed() {
        return Finding.failed(
                Step.ENVIRONMENT,
                Remark.AGENT_FAILED,
                loaded.source() + " is not in force in JVM " + meant.pid() + ": " + Wording.line(view().reason()));
    }

    private Finding.Builder rejected() {
        AgentView view = view();
        String since = view.rejected().isEmpty() ? "" : " at " + view.rejected();
        String former = view.state() == AgentView.State.UNCONFIGURED
                ? "; Detour does nothing in JVM " + meant.pid()
                : "; what was read at " + view.read() + " stays in force, and only JVM " + meant.pid() + " knows it";
        Finding.Builder finding = Finding.failed(
                Step.ENVIRONMENT, Remark.CONFIGURATION_REJECTED, loaded.source() + " was rejected" + since + former);
        List<String> faults = view.faults();
        for (int i = 0; i < Math.min(MOST_FAULTS, faults.size()); i++) {
            finding.fact(i == 0 ? "fault" : "fault " + (i + 1), faults.get(i));
        }
        return finding;
    }

    private AgentView view() {
        return java.util.Objects.requireNonNull(agent, "an agent that was asked");
    }

    private Finding.Builder used(Url url) {
        String file = loaded.source().file();
        String summary = (file == null ? "variables only, no file" : file) + ", " + origin();
        RouteRules route = rules.routeOf(url);
        AgentView view = agent;
        Finding.Builder finding = Finding.ok(Step.ENVIRONMENT, summary).detail();
        finding.fact("mode", rules.observesOnly() ? "observe: calls go as the application sends them" : "act")
                .fact("route", route == null ? "none matches" : route.route().name());
        if (named != null && view != null && view.hasRead()) {
            String theirs = view.file() == null ? "variables only, no file" : "" + view.file();
            finding.fact("in force in JVM " + meant.pid(), theirs + (view.isRejected() ? " (rejected)" : ""));
        }
        return view == null ? finding : finding.fact("why", view.reason());
    }

    private String origin() {
        if (named != null) {
            return "as --config says";
        }
        if (agent == null) {
            return "what a JVM that this shell starts would read";
        }
        String jvm = "JVM " + meant.pid();
        switch (agent.state()) {
            case OPEN:
                return "in force in " + jvm + ", read at " + agent.read();
            case WAITING:
                return agent.isAttached()
                        ? "unless another file was named as it was attached: Detour waits in " + jvm
                                + " for the first HTTP client, and has read nothing"
                        : "what Detour will read in " + jvm + ": it waits for the first HTTP client";
            case ABSENT:
                return "what Detour would read: it is not in " + jvm;
            default:
                return "what Detour would read in " + jvm + ", which could not be asked";
        }
    }
}
