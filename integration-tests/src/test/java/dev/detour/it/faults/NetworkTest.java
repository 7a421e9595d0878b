package dev.detour.it.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The same for the faults of routes and resolvers, in a network of their own. */
@Tag("lab")
class NetworkTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void check() {
        assumeTrue(Namespace.isPossible(), "needs root and iproute2, for a network namespace");
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @TestFactory
    Stream<DynamicTest> each_fault_has_its_code() {
        Namespace network = lab.closing(new Namespace());
        List<Fault> faults = NetworkFaults.of(network.crowdedPort());
        return new Table(lab, network, faults).tests(FaultTable.all(lab), faults);
    }
}
