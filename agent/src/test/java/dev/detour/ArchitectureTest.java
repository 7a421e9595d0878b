package dev.detour;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may see which, so that a feature stays a feature and a client a client. */
@AnalyzeClasses(packages = "dev.detour", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule exchange_sees_nothing_of_ours = sees("exchange");

    @ArchTest
    static final ArchRule route_sees_exchange = sees("route", "exchange");

    @ArchTest
    static final ArchRule failure_sees_exchange = sees("failure", "exchange");

    @ArchTest
    static final ArchRule network_sees_exchange = sees("network", "exchange");

    @ArchTest
    static final ArchRule retry_sees_failure = sees("retry", "exchange", "failure");

    @ArchTest
    static final ArchRule breaker_sees_failure = sees("breaker", "exchange", "failure");

    @ArchTest
    static final ArchRule telemetry_sees_failure = sees("telemetry", "exchange", "failure");

    @ArchTest
    static final ArchRule report_sees_the_words_of_events = sees("report", "failure", "telemetry");

    @ArchTest
    static final ArchRule call_sees_the_features =
            sees("call", "exchange", "route", "failure", "retry", "breaker", "network", "telemetry");

    @ArchTest
    static final ArchRule config_sees_call_and_the_features =
            sees("config", "call", "exchange", "route", "failure", "retry", "breaker", "network", "telemetry");

    @ArchTest
    static final ArchRule weaving_sees_nothing_of_ours = sees("weave");

    @ArchTest
    static final ArchRule json_sees_nothing_of_ours = sees("json");

    @ArchTest
    static final ArchRule screens_see_nothing_of_ours = sees("screen");

    @ArchTest
    static final ArchRule status_sees_what_it_tells_of =
            sees("status", "json", "screen", "config", "call", "route", "breaker", "telemetry");

    @ArchTest
    static final ArchRule demonstration_sees_no_feature = sees("demo", "json");

    @ArchTest
    static final ArchRule attaching_sees_the_entry_only = classes()
            .that()
            .resideInAPackage("dev.detour.attach")
            .should()
            .onlyDependOnClassesThat(not(ours()).or(resideInAnyPackage("dev.detour", "dev.detour.attach")))
            .orShould()
            .haveSimpleName("RunningJvm"); // which names programs as the configuration does

    @ArchTest
    static final ArchRule doctor_sees_the_configuration_and_the_features =
            sees("doctor", "attach", "config", "call", "exchange", "route", "failure", "network", "json");

    @ArchTest
    static final ArchRule the_jdks_client_sees_no_other =
            sees("client.jdk", "client", "weave", "call", "network", "exchange", "route", "bridge");

    @ArchTest
    static final ArchRule okhttp_sees_no_other_client =
            sees("client.okhttp", "client", "weave", "call", "network", "exchange", "route", "bridge");

    @ArchTest
    static final ArchRule commands_see_no_client = noClasses()
            .that()
            .resideInAPackage("dev.detour.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.detour.client..");

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("dev.detour.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule byte_buddy_stays_with_the_clients = noClasses()
            .that(not(resideInAnyPackage("dev.detour.client..", "dev.detour.weave..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..");

    @ArchTest
    static final ArchRule okhttp_stays_in_its_package = noClasses()
            .that(not(resideInAPackage("dev.detour.client.okhttp..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule yaml_stays_with_the_configuration = noClasses()
            .that(not(resideInAPackage("dev.detour.config..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.yaml..");

    @ArchTest
    static final ArchRule metrics_stay_with_telemetry = noClasses()
            .that(not(resideInAPackage("dev.detour.telemetry")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..", "io.prometheus..", "jdk.jfr..", "javax.management..");

    @ArchTest
    static final ArchRule only_commands_end_the_jvm = noClasses()
            .that(not(resideInAPackage("dev.detour.cli..")))
            .and()
            .doNotHaveFullyQualifiedName("dev.detour.Command")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule logging_of_the_jdk_is_the_applications =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule the_entry_loads_nothing_that_applications_configure = noClasses()
            .that()
            .resideInAPackage("dev.detour")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "javax.management..", "java.util.logging..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = classes()
            .should()
            .haveSimpleNameNotEndingWith("Manager")
            .orShould()
            .beAssignableTo(javax.net.ssl.TrustManager.class)
            .orShould()
            .beAssignableTo(javax.net.ssl.KeyManager.class);

    private static ArchRule sees(String name, String... seen) {
        String own = "dev.detour." + name;
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(not(ours()).or(resideInAnyPackage(packages(own, seen))));
    }

    private static String[] packages(String own, String... seen) {
        String[] packages = new String[seen.length + 1];
        packages[0] = own;
        for (int i = 0; i < seen.length; i++) {
            packages[i + 1] = "dev.detour." + seen[i];
        }
        return packages;
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("dev.detour..");
    }
}
