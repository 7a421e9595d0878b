package dev.detour.it.faults;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every fault of loopback through every client in every way of calling has its one code. */
@Tag("lab")
class FaultTableTest {
    private final Lab lab = new Lab();

    @AfterEach
    void end() {
        lab.close();
    }

    @TestFactory
    Stream<DynamicTest> each_fault_has_its_code() {
        List<Fault> faults = FaultTable.all(lab);
        return new Table(lab, new Loopback(lab), faults).tests(faults, NetworkFaults.of(0));
    }
}
