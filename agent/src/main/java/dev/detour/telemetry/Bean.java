package dev.detour.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenType;

/**
 * An MBean of attributes that can only be read, of open types, so that every console shows them. Dynamic: the caches in
 * which the JDK keeps what it finds out about interfaces would keep ours.
 */
final class Bean implements DynamicMBean {
    private final String description;
    private final Map<String, OpenMBeanAttributeInfoSupport> attributes = new LinkedHashMap<>();
    private final Map<String, Supplier<?>> values = new LinkedHashMap<>();

    Bean(String description) {
        this.description = description;
    }

    Bean with(String name, String meaning, OpenType<?> type, Supplier<?> value) {
        attributes.put(name, new OpenMBeanAttributeInfoSupport(name, meaning, type, true, false, false));
        values.put(name, value);
        return this;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Supplier<?> value = values.get(name);
        if (value == null) {
            throw new AttributeNotFoundException(name);
        }
        return value.get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            Supplier<?> value = values.get(name);
            if (value != null) {
                list.add(new Attribute(name, value.get()));
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can only be read");
    }

    @Override
    public AttributeList setAttributes(AttributeList list) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(action), "it has attributes only");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new OpenMBeanInfoSupport(
                Bean.class.getName(),
                description,
                attributes.values().toArray(new OpenMBeanAttributeInfoSupport[0]),
                null,
                null,
                null);
    }
}
