package dev.detour.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** A table of texts as consoles show it, its rows numbered from 1. */
final class Table {
    private static final String NUMBER = "number";

    private final String[] columns;
    private final TabularType type;

    Table(String name, List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(0, NUMBER);
        columns = all.toArray(new String[0]);
        OpenType<?>[] types = new OpenType<?>[columns.length];
        Arrays.fill(types, SimpleType.STRING);
        types[0] = SimpleType.INTEGER;
        try {
            CompositeType row = new CompositeType(name, name, columns, columns, types);
            type = new TabularType(name, name, row, new String[] {NUMBER});
        } catch (OpenDataException neverOfConstants) {
            throw new IllegalArgumentException(neverOfConstants);
        }
    }

    TabularType type() {
        return type;
    }

    TabularData of(List<List<String>> rows) {
        TabularDataSupport table = new TabularDataSupport(type);
        int number = 0;
        for (List<String> row : rows) {
            List<Object> values = new ArrayList<>(row);
            values.add(0, ++number);
            try {
                table.put(new CompositeDataSupport(type.getRowType(), columns, values.toArray()));
            } catch (OpenDataException neverOfTexts) {
                throw new IllegalArgumentException(neverOfTexts);
            }
        }
        return table;
    }
}
