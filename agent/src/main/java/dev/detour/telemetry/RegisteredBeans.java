package dev.detour.telemetry;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Our MBeans in the platform's server. */
final class RegisteredBeans implements AutoCloseable {
    private final MBeanServer server;
    private final List<ObjectName> names = new ArrayList<>();

    private RegisteredBeans(MBeanServer server) {
        this.server = server;
    }

    /** Null where nobody has made the platform's server yet. */
    static @Nullable RegisteredBeans withPlatform(Tally tally, Gauges gauges, String version) {
        MBeanServer server = platformServer();
        return server == null ? null : with(server, tally, gauges, version);
    }

    static RegisteredBeans with(MBeanServer server, Tally tally, Gauges gauges, String version) {
        RegisteredBeans beans = new RegisteredBeans(server);
        beans.register("Calls", BeanContents.calls(tally));
        beans.register("Failures", BeanContents.failures(tally));
        beans.register("Breakers", BeanContents.breakers(gauges));
        beans.register("Configuration", BeanContents.configuration(gauges, version));
        return beans;
    }

    /** To ask {@link ManagementFactory} for it would make it. */
    private static @Nullable MBeanServer platformServer() {
        for (MBeanServer made : MBeanServerFactory.findMBeanServer(null)) {
            if (made.isRegistered(name(ManagementFactory.RUNTIME_MXBEAN_NAME))) {
                return made;
            }
        }
        return null;
    }

    private void register(String type, Bean bean) {
        ObjectName name = name("dev.detour:type=" + type);
        try {
            server.registerMBean(bean, name);
            names.add(name);
        } catch (JMException | RuntimeException taken) {
            return; // another one's of this name stays
        }
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException neverOfAConstant) {
            throw new IllegalArgumentException(neverOfAConstant);
        }
    }

    @Override
    public void close() {
        names.forEach(this::unregister);
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException goneAlready) {
            return;
        }
    }
}
