package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a JVM as JConsole does: by the management agent that the Attach API starts in it. */
record Console(JMXConnector connector, MBeanServerConnection server) implements AutoCloseable {
    private static final int BEANS = 4;

    @SuppressWarnings("BanJNDI") // its address comes from the child itself
    static Console on(ChildJvm child) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
            try {
                JMXConnector connector =
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                return new Console(connector, connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (AttachNotSupportedException refused) {
            throw new AssertionError(refused);
        }
    }

    Set<ObjectName> beans() {
        try {
            return server.queryNames(new ObjectName("dev.detour:*"), null);
        } catch (IOException | JMException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Waits until all are there: the agent looks for the server now and then. */
    void awaitBeans() {
        Patience.until(() -> assertThat(beans()).hasSizeGreaterThanOrEqualTo(BEANS));
    }

    long number(String type, String attribute) {
        return (Long) value(type, attribute);
    }

    List<Map<String, String>> rows(String type, String attribute) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Object one : ((TabularData) value(type, attribute)).values()) {
            CompositeData data = (CompositeData) one;
            Map<String, String> row = new TreeMap<>();
            for (String column : data.getCompositeType().keySet()) {
                row.put(column, String.valueOf(data.get(column)));
            }
            rows.add(row);
        }
        return rows;
    }

    /** All that stands in all of them. */
    String everything() {
        StringBuilder all = new StringBuilder();
        for (ObjectName bean : beans()) {
            all.append(bean).append('\n');
            try {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                    Object value = server.getAttribute(bean, attribute.getName());
                    all.append(attribute.getName()).append(": ").append(value).append('\n');
                }
            } catch (IOException | JMException failure) {
                throw new AssertionError(failure);
            }
        }
        return all.toString();
    }

    private Object value(String type, String attribute) {
        try {
            return server.getAttribute(new ObjectName("dev.detour:type=" + type), attribute);
        } catch (IOException | JMException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
