package dev.detour.call;

import dev.detour.failure.Failure;
import dev.detour.telemetry.BreakerReport;
import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what is told, a few words each. */
final class RecordingTelemetry implements InvocationHandler {
    private final List<String> told;

    RecordingTelemetry(List<String> told) {
        this.told = told;
    }

    Telemetry telemetry() {
        return (Telemetry)
                Proxy.newProxyInstance(Telemetry.class.getClassLoader(), new Class<?>[] {Telemetry.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object what = arguments == null ? null : arguments[0];
        if (what instanceof Throwable fault) {
            throw fault; // an error of ours is none that a test expects
        }
        if (what instanceof CallReport report) {
            String words = words(report);
            if (method.getName().equals("lineOf")) {
                return words;
            }
            told.add(method.getName() + " " + words);
        } else if (what instanceof BreakerReport report) {
            told.add(method.getName() + " " + report.path());
        }
        return method.getReturnType() == boolean.class ? (Object) false : null;
    }

    private static String words(CallReport report) {
        String path = report.attempt().path();
        Failure failure = report.failure();
        return report.attempt().number()
                + (path == null ? "" : " " + path)
                + (failure == null ? "" : " " + failure.code())
                + (report.decision() == null ? "" : " " + report.decision())
                + (report.reason() == null ? "" : " " + report.reason());
    }
}
